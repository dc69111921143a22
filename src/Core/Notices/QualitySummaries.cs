using LeerId.Calendar;

namespace LeerId.Notices;

/// <summary>
/// One summary for each kind of quality finding that a day had more than once, with the count, after the day. For superfluous data one after each
/// week that had any.
/// </summary>
internal sealed class QualitySummaries(QualityFindings findings, QualityFindingRows rows, NoticeRegister register, TimeProvider clock) : IDueNotices
{
    public async Task RegisterAsync(CancellationToken cancellationToken)
    {
        await findings.FlushAsync(cancellationToken);
        await foreach (FindingCount count in rows.ListOpenAsync(BrusselsTime.Today(clock), cancellationToken))
        {
            if (count.Count > 1 || count.IsWeekly)
            {
                // The count is in the number: registered twice it is one notice, and a count that grew is a new one.
                NoticeReference reference = new(NoticeKind.Quality, $"{count.Number}-{count.Count}x");
                await register.RegisterAsync(reference, Content(count), NoticeRegister.Both, cancellationToken);
            }

            await rows.CloseAsync(count, cancellationToken);
        }
    }

    private static QualityContent Content(FindingCount count) => new()
    {
        FoundAt = count.LastAt,
        Data = count.Data,
        Problem = count.IsWeekly
            ? $"{count.Problem} Dit is het overzicht van de hele week."
            : $"{count.Problem} Dit is het overzicht van de hele dag; de eerste keer is gemeld onder nummer {count.Number}.",
        Count = count.Count,
    };
}
