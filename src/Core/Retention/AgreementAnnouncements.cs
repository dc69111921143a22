using System.Globalization;
using LeerId.Calendar;
using LeerId.Notices;
using LeerId.Students;
using LeerId.Text;
using Microsoft.Extensions.Logging;

namespace LeerId.Retention;

/// <summary>
/// Tells both data protection officers every day that the data of all pupils will be destroyed. The number of the notice is the end date. The first
/// announcement is the notice itself and each later one a part named after its day, so that a repeated run registers nothing more.
/// </summary>
public sealed partial class AgreementAnnouncements(
    NoticeRegister register, StudentInventory students, TimeProvider clock, ILogger<AgreementAnnouncements> logger)
{
    /// <summary>
    /// The day, Brussels calendar, of the first announcement for an end date, and the first one on which the provider's officer had one; null when there is
    /// no such day. Announcements before a day without one don't count: on that day the end date was withdrawn, or nothing ran.
    /// </summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    internal async Task<(DateOnly? RegisteredOn, DateOnly? DeliveredOn)> FindAsync(DateOnly endDate, CancellationToken cancellationToken)
    {
        Notice[] announcements =
            [.. (await register.FindWithPartsAsync(Reference(endDate), cancellationToken)).Where(notice => notice.Content is AgreementContent)];
        HashSet<DateOnly> days = [.. announcements.Select(notice => DayOf(notice.RegisteredAt))];
        DateOnly first = BrusselsTime.Today(clock);
        while (days.Contains(first.AddDays(-1)))
            first = first.AddDays(-1);
        DateTimeOffset? delivered = announcements.Where(notice => DayOf(notice.RegisteredAt) >= first)
            .Min(notice => notice.SentAt.GetValueOrDefault(NoticeRecipient.Provider));
        return (days.Contains(first) ? first : null, delivered is { } at ? DayOf(at) : null);
    }

    /// <summary>Registers the announcement of today, unless that was done.</summary>
    /// <param name="endDate">The end date.</param>
    /// <param name="startsOn">The day on which the destruction starts.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Whether this call registered it.</returns>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    internal async Task<bool> AnnounceAsync(DateOnly endDate, DateOnly startsOn, CancellationToken cancellationToken)
    {
        DateOnly today = BrusselsTime.Today(clock);
        Notice? first = await register.FindAsync(Reference(endDate), cancellationToken);
        NoticeReference reference = Reference(endDate, first is null ? "" : Key(today));
        if ((first is not null && DayOf(first.RegisteredAt) == today) || await register.FindAsync(reference, cancellationToken) is not null)
            return false;

        long snapshots = await students.CountAsync(cancellationToken);
        AgreementContent content = new() { EndDate = endDate, StartsOn = startsOn, Snapshots = snapshots };
        if (!await register.RegisterAsync(reference, content, NoticeRegister.Both, cancellationToken))
            return false;
        LogAnnounced(endDate, startsOn, snapshots);
        return true;
    }

    private static NoticeReference Reference(DateOnly endDate, string part = "") => new(NoticeKind.Agreement, Key(endDate), part);

    private static string Key(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(BrusselsTime.Local(moment).DateTime);

    [LoggerMessage(
        EventId = 7010, Level = LogLevel.Warning,
        Message = "The agreement ended on {EndDate}: about {Snapshots} snapshots will be destroyed from {StartsOn}, unless somebody cancels that")]
    private partial void LogAnnounced(LoggedDay endDate, LoggedDay startsOn, long snapshots);
}
