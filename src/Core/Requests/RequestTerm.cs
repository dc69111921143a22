using LeerId.Calendar;

namespace LeerId.Requests;

/// <summary>
/// The due days of the answer to a data subject (GDPR, article 12(3)), in the calendar of Brussels: the corresponding day of a later month, or that
/// month's last day. A weekend or holiday doesn't move the due day.
/// </summary>
public static class RequestTerm
{
    private static readonly CalendarPeriod Month = CalendarPeriod.Parse("P1M")!.Value;

    // One month and two further months are three months from receipt. Two months from the first due day would end earlier, for example after 31 January.
    private static readonly CalendarPeriod ExtendedPeriod = CalendarPeriod.Parse("P3M")!.Value;

    /// <summary>
    /// Returns the last day on which the answer is in time, one month after receipt. The requester must be informed of an extension by that day too.
    /// </summary>
    /// <param name="receivedOn">The day of receipt.</param>
    public static DateOnly DueOn(DateOnly receivedOn) => Month.AddTo(receivedOn);

    /// <summary>Returns the last day on which the answer is in time after the extension by two further months.</summary>
    /// <param name="receivedOn">The day of receipt.</param>
    public static DateOnly ExtendedDueOn(DateOnly receivedOn) => ExtendedPeriod.AddTo(receivedOn);
}
