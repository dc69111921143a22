using LeerId.Calendar;
using LeerId.Notices;

namespace LeerId.Pages.StaffConsole.Notices;

/// <summary>The delivery of a notice's mails, in Dutch.</summary>
internal static class NoticeMails
{
    /// <summary>The CSS class of the tag of a delivery.</summary>
    public static string TagOf(NoticeDelivery delivery) => delivery switch
    {
        NoticeDelivery.Delivered => "good",
        NoticeDelivery.Failed => "bad",
        _ => "",
    };

    /// <summary>One sentence per recipient.</summary>
    public static string Words(Notice notice) => string.Join(' ', notice.SentAt.OrderBy(sent => sent.Key).Select(sent => sent.Value is { } at
        ? $"{NoticeChoices.Capital(sent.Key.Dutch())} kreeg de mail op {DutchDate.Moment(at)}."
        : notice.State == NoticeState.Undelivered
            ? $"{NoticeChoices.Capital(sent.Key.Dutch())} kreeg de mail niet. De software probeert het elk uur opnieuw."
            : $"De mail voor {sent.Key.Dutch()} is onderweg."));
}
