using LeerId.Calendar;

namespace LeerId.Notices;

/// <summary>
/// Registers, after each day, one summary per kind of quality finding that occurred more than once, with the count. For superfluous data, registers one
/// after each week in which they occurred.
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
                // The number contains the count: registering it twice makes one notice, and a count that grew makes a new one.
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
