using System.Collections.Frozen;
using System.Globalization;
using LeerId.Notices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeerId.Disclosures;

/// <summary>
/// Registers the notice that informs DOV of a disclosure beforehand. The notice has the disclosure's number, so registering it again has no effect. The
/// hourly requeue registers notices that are missing because the host was killed between the two registers.
/// </summary>
public sealed partial class DisclosureNotices(
    DisclosureRows rows, NoticeRegister notices, IOptions<DisclosureOptions> options, TimeProvider clock, ILogger<DisclosureNotices> logger) : IDueNotices
{
    /// <summary>Registers the missing notices of disclosures.</summary>
    public async Task RegisterAsync(CancellationToken cancellationToken)
    {
        await foreach (Disclosure disclosure in rows.ListWithoutNoticeAsync(cancellationToken))
        {
            if (await RegisterAsync(disclosure, cancellationToken))
                LogNoticeAdded(disclosure.Id);
        }
    }

    /// <summary>Registers the notice, unless it exists already; true if it did not exist.</summary>
    public async Task<bool> RegisterAsync(Disclosure disclosure, CancellationToken cancellationToken)
    {
        bool added = await notices.RegisterAsync(ReferenceOf(disclosure), Content(disclosure.Terms), NoticeRegister.Both, cancellationToken);
        // If the row has changed meanwhile, the mark stays, and the requeue finds the existing notice.
        await rows.TryMergeAsync(disclosure, new() { [DisclosureRow.NoticeMissing] = false }, cancellationToken);
        return added;
    }

    /// <summary>Returns the moment when each officer got the notice, UTC; null for an officer who hasn't got it yet. Empty if there is no notice.</summary>
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

    [LoggerMessage(EventId = 9107, Level = LogLevel.Warning, Message = "Disclosure {Id} had no notice to DOV; the missing notice was registered")]
    private partial void LogNoticeAdded(string id);
}
