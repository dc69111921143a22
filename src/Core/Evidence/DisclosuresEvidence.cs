using LeerId.Disclosures;
using LeerId.Platform;

namespace LeerId.Evidence;

/// <summary>Gathers the disclosures that were requested, released or withdrawn in a period: to whom, of how many schools, and when (protocol, article 4).</summary>
internal sealed class DisclosuresEvidence(DisclosureRegister register, DisclosureNotices notices)
{
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    public async Task<IReadOnlyList<DisclosureEvidence>> ReadAsync(EvidencePeriod period, CancellationToken cancellationToken)
    {
        DateTimeOffset start = BrusselsTime.StartOf(period.From), end = BrusselsTime.StartOf(period.Until.AddDays(1));
        List<DisclosureEvidence> found = [];
        foreach (Disclosure disclosure in await register.ListAsync(cancellationToken))
        {
            DateTimeOffset?[] moments = [disclosure.RequestedAt, disclosure.Release?.At, disclosure.Withdrawal?.At];
            if (moments.Any(moment => moment >= start && moment < end))
                found.Add(Of(disclosure, await notices.DeliveredToDovAsync(disclosure, cancellationToken)));
        }

        return found;
    }

    private static DisclosureEvidence Of(Disclosure disclosure, DateTimeOffset? toldDovAt) => new(
        disclosure.Id, disclosure.Terms.Receiver.Name!, disclosure.Terms.Board.Name!, disclosure.Terms.Schools.Count, disclosure.State,
        disclosure.RequestedAt, toldDovAt, disclosure.Release?.At, disclosure.Release?.Pupils, disclosure.Withdrawal?.At);
}
