using LeerId.Calendar;
using LeerId.Disclosures;
using LeerId.Notices;

namespace LeerId.Evidence;

/// <summary>Collects the disclosures that changed in a period: how many and when, without their contents (protocol, article 4).</summary>
public sealed class DisclosuresEvidence(DisclosureRegister register, DisclosureNotices notices)
{
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    public async Task<IReadOnlyList<DisclosureEvidence>> ReadAsync(EvidencePeriod period, CancellationToken cancellationToken)
    {
        DateTimeOffset start = BrusselsTime.StartOf(period.From), end = BrusselsTime.StartOf(period.Until.AddDays(1));
        List<DisclosureEvidence> found = [];
        foreach (Disclosure disclosure in await register.ListAsync(cancellationToken))
        {
            DateTimeOffset?[] moments = [disclosure.RequestedAt, disclosure.Release?.At, disclosure.Withdrawal?.At];
            if (!Array.Exists(moments, moment => moment >= start && moment < end))
                continue;
            found.Add(new DisclosureEvidence(
                disclosure.Id, disclosure.State, disclosure.Terms.Schools.Count, disclosure.RequestedAt,
                (await notices.DeliveredAsync(disclosure, cancellationToken)).GetValueOrDefault(NoticeRecipient.Dov), disclosure.Release?.At,
                disclosure.Release?.Pupils, disclosure.Release?.Sha256, disclosure.Withdrawal?.At));
        }

        return found;
    }
}
