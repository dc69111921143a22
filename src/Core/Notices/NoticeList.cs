using LeerId.Calendar;

namespace LeerId.Notices;

/// <summary>The delivery of all mails of a notice, including those of later entries under its number.</summary>
public enum NoticeDelivery
{
    /// <summary>Every recipient has every mail.</summary>
    Delivered,

    /// <summary>At least one mail is stored or in the queue.</summary>
    UnderWay,

    /// <summary>At least one mail was given up after the last retry; the hourly requeue will retry it.</summary>
    Failed,
}

/// <summary>The notices to list; a property that is null doesn't limit the list.</summary>
public sealed record NoticeFilter
{
    /// <summary>The kind.</summary>
    public NoticeKind? Kind { get; init; }

    /// <summary>The delivery state of their mails.</summary>
    public NoticeDelivery? Delivery { get; init; }

    /// <summary>Whether something must still be recorded about them.</summary>
    public bool? IsOpen { get; init; }

    internal bool Admits(NoticeLine line) =>
        (Delivery is null || Delivery == line.Delivery) && (IsOpen is null || IsOpen == line.IsOpen);
}

/// <summary>A notice in a list.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Number">Its number.</param>
/// <param name="Summary">Its content in one line of Dutch, without anything about a pupil.</param>
/// <param name="RegisteredAt">When it was stored, UTC.</param>
/// <param name="Delivery">The delivery state of its mails.</param>
/// <param name="IsOpen">
/// Whether a breach is open, or the ending of a quality fault or a disclosure of data isn't recorded yet; false for kinds without an ending.
/// </param>
/// <param name="Clock">The 72 hours of a breach in Dutch; null for other notices.</param>
public sealed record NoticeLine(
    NoticeKind Kind, string Number, string Summary, DateTimeOffset RegisteredAt, NoticeDelivery Delivery, bool IsOpen, string? Clock);

/// <summary>A page of a list of notices.</summary>
/// <param name="Lines">The notices of the page.</param>
/// <param name="Page">The number of the page, counted from 1.</param>
/// <param name="Total">The number of notices on all pages.</param>
public sealed record NoticePage(IReadOnlyList<NoticeLine> Lines, int Page, int Total);

/// <summary>Lists notices for people: filtered, newest first, and in pages.</summary>
public sealed class NoticeList(NoticeRows rows, TimeProvider clock)
{
    /// <summary>The number of notices on a page.</summary>
    public const int PageSize = 50;

    private const int MaxSummaryLength = 120;

    /// <summary>Reads a page, or the last page if there are fewer.</summary>
    /// <param name="filter">The notices to list.</param>
    /// <param name="page">The number of the page, counted from 1.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<NoticePage> ReadAsync(NoticeFilter filter, int page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        NoticeLine[] lines = await ReadLinesAsync(filter, cancellationToken);
        int pages = Math.Max(1, (lines.Length + PageSize - 1) / PageSize), shown = Math.Clamp(page, 1, pages);
        return new NoticePage([.. lines.Skip((shown - 1) * PageSize).Take(PageSize)], shown, lines.Length);
    }

    /// <summary>Returns the delivery state of the mails of a notice.</summary>
    /// <param name="notice">The notice and everything under its number.</param>
    public static NoticeDelivery DeliveryOf(IReadOnlyCollection<Notice> notice) => notice.Any(row => row.State == NoticeState.Undelivered)
        ? NoticeDelivery.Failed
        : notice.All(row => row.State == NoticeState.Sent) ? NoticeDelivery.Delivered : NoticeDelivery.UnderWay;

    private async Task<NoticeLine[]> ReadLinesAsync(NoticeFilter filter, CancellationToken cancellationToken)
    {
        List<NoticeLine> lines = [];
        foreach (NoticeKind kind in filter.Kind is { } only ? [only] : Enum.GetValues<NoticeKind>())
        {
            Notice[] all = await rows.ListAsync(kind, cancellationToken).ToArrayAsync(cancellationToken);
            // If the row of the notice itself can't be read, its parts alone don't make a notice.
            lines.AddRange(all.GroupBy(row => row.Reference.Number)
                .Where(notice => notice.Any(row => row.Reference.Part.Length == 0)).Select(notice => Line([.. notice])).Where(filter.Admits));
        }

        return [.. lines.OrderByDescending(line => line.RegisteredAt).ThenBy(line => line.Number, StringComparer.Ordinal)];
    }

    private NoticeLine Line(Notice[] rows)
    {
        Notice notice = rows.First(row => row.Reference.Part.Length == 0);
        BreachContent? breach = notice.Content as BreachContent;
        return new NoticeLine(
            notice.Reference.Kind, notice.Reference.Number, Summary(notice.Content), notice.RegisteredAt, DeliveryOf(rows),
            IsOpen: breach is not null ? notice.ClosedAt is null : notice is { Content: QualityContent or SharingContent, Ending: null },
            breach is null ? null : BreachDeadline.Describe(breach, notice.ClosedAt is not null, clock.GetUtcNow()));
    }

    private static string Summary(NoticeContent content) => Short(content switch
    {
        BreachContent breach => breach.Nature!,
        QualityContent quality => $"{quality.Data}: {quality.Problem}",
        ChangeContent change => $"{change.Subject?.Dutch()}: {change.Description}",
        SharingContent sharing => $"{sharing.Receiver}, gepland op {DutchDate.Moment(sharing.PlannedAt!.Value)}",
        DisclosureContent disclosure => disclosure.Receiver,
        RequestReminderContent request => $"herinnering aan verzoek {request.Request}, te beantwoorden voor {DutchDate.Day(request.DueOn)}",
        AgreementContent => "aankondiging van de vernietiging van alle gegevens",
        _ => "",
    });

    private static string Short(string text)
    {
        string line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= MaxSummaryLength)
            return line;
        // The text is never cut inside a surrogate pair.
        int length = char.IsHighSurrogate(line[MaxSummaryLength - 2]) ? MaxSummaryLength - 2 : MaxSummaryLength - 1;
        return line[..length] + '…';
    }
}
