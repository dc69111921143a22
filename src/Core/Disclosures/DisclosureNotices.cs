using System.Collections.Frozen;
using System.Globalization;
using LeerId.Notices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeerId.Disclosures;

/// <summary>
/// The notice that tells DOV of a disclosure beforehand. It has the disclosure's number, so that however often it is registered it is one; the
/// hourly requeue registers those that a kill between the two registers left out.
/// </summary>
public sealed partial class DisclosureNotices(
    DisclosureRows rows, NoticeRegister notices, IOptions<DisclosureOptions> options, TimeProvider clock, ILogger<DisclosureNotices> logger) : IDueNotices
{
    /// <summary>Registers the notices of disclosures that have none yet.</summary>
    public async Task RegisterAsync(CancellationToken cancellationToken)
    {
        await foreach (Disclosure disclosure in rows.ListWithoutNoticeAsync(cancellationToken))
        {
            if (await RegisterAsync(disclosure, cancellationToken))
                LogTakenUp(disclosure.Id);
        }
    }

    /// <summary>Registers the notice unless it is there; whether it was not.</summary>
    public async Task<bool> RegisterAsync(Disclosure disclosure, CancellationToken cancellationToken)
    {
        bool added = await notices.RegisterAsync(ReferenceOf(disclosure), Content(disclosure.Terms), NoticeRegister.Both, cancellationToken);
        // When the row has changed meanwhile the mark stays, and the requeue finds the notice there.
        await rows.TryMergeAsync(disclosure, new() { [DisclosureRow.NoticeMissing] = false }, cancellationToken);
        return added;
    }

    /// <summary>When each officer got the notice, UTC; null for an officer who did not get it yet. Empty while there is no notice.</summary>
    internal async Task<IReadOnlyDictionary<NoticeRecipient, DateTimeOffset?>> DeliveredAsync(Disclosure disclosure, CancellationToken cancellationToken) =>
        await notices.FindAsync(ReferenceOf(disclosure), cancellationToken) is { } notice
            ? notice.SentAt : FrozenDictionary<NoticeRecipient, DateTimeOffset?>.Empty;

    private static NoticeReference ReferenceOf(Disclosure disclosure) => new(NoticeKind.Disclosure, disclosure.Id);

    private DisclosureContent Content(DisclosureTerms terms) => new()
    {
        Receiver = terms.Receiver.Name!,
        ReceiverProtocol = terms.Receiver.ProtocolReference!,
        ReceiverProtocolDate = terms.Receiver.ProtocolDate!.Value,
        Purpose = terms.Purpose,
        Compatibility = terms.Compatibility,
        Board = terms.Board.Name!,
        BoardRequest = terms.Board.RequestReference!,
        BoardRequestDate = terms.Board.RequestDate!.Value,
        Schools = [.. terms.Schools.Select(school => string.Create(CultureInfo.InvariantCulture, $"{school.Number} {school.Name}"))],
        NotBefore = WorkingDays.PassedAfter(clock.GetUtcNow(), options.Value.WaitingDaysNumber),
    };

    [LoggerMessage(EventId = 9107, Level = LogLevel.Warning, Message = "Disclosure {Id} had no notice to DOV; it has one now")]
    private partial void LogTakenUp(string id);
}
