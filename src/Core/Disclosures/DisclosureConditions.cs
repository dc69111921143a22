using LeerId.Notices;
using LeerId.Retention;
using LeerId.Schools;
using Microsoft.Extensions.Options;

namespace LeerId.Disclosures;

/// <summary>Checks whether a disclosure can be released now. Every condition is checked again, and all that are not met are returned.</summary>
public sealed class DisclosureConditions(
    BoardSchools schools, DisclosureNotices notices, RetentionPolicy retention, IOptions<DisclosureOptions> options, TimeProvider clock)
{
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<ReleaseCheck> CheckAsync(Disclosure disclosure, CancellationToken cancellationToken) =>
        (await CheckAsync([disclosure], cancellationToken))[0];

    /// <summary>Checks several disclosures, in their order, with one reading of the list of schools.</summary>
    /// <inheritdoc cref="CheckAsync(Disclosure, CancellationToken)" path="/exception" />
    internal async Task<IReadOnlyList<ReleaseCheck>> CheckAsync(IReadOnlyList<Disclosure> disclosures, CancellationToken cancellationToken)
    {
        IReadOnlyList<BoardSchoolsCheck> found = await schools.CheckAsync(
            [.. disclosures.Select(disclosure => (NumbersOf(disclosure), disclosure.Terms.Board.Name))], cancellationToken);
        return await Task.WhenAll(disclosures.Select((disclosure, place) => CheckAsync(disclosure, found[place], cancellationToken)));
    }

    private static IReadOnlyList<SchoolNumber> NumbersOf(Disclosure disclosure) =>
        [.. disclosure.Terms.Schools.Select(school => SchoolNumber.Parse(school.Number))];

    private async Task<ReleaseCheck> CheckAsync(Disclosure disclosure, BoardSchoolsCheck check, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        List<UnmetCondition> unmet = [.. OfState(disclosure, now)];
        if (retention.AgreementHasEnded)
            unmet.Add(new(DisclosureCondition.AgreementEnded));
        unmet.AddRange(check.Unmet);

        IReadOnlyDictionary<NoticeRecipient, DateTimeOffset?> delivered = await notices.DeliveredAsync(disclosure, cancellationToken);
        DateTimeOffset? deliveredAt = delivered.GetValueOrDefault(NoticeRecipient.Dov);
        DateTimeOffset? opensAt = deliveredAt is { } moment ? WorkingDays.PassedAfter(moment, options.Value.WaitingDaysNumber) : null;
        if (opensAt is null)
            unmet.Add(new(DisclosureCondition.DovNotNotified));
        else if (now < opensAt)
            unmet.Add(new(DisclosureCondition.WaitingPeriodRunning) { Until = opensAt });
        return new ReleaseCheck(unmet, deliveredAt, opensAt, check.Numbers, check.LeftOut)
        {
            ProviderNotifiedAt = delivered.GetValueOrDefault(NoticeRecipient.Provider),
        };
    }

    /// <summary>Returns the conditions that the state of the disclosure itself doesn't meet.</summary>
    public static IReadOnlyList<UnmetCondition> OfState(Disclosure disclosure, DateTimeOffset now) => disclosure switch
    {
        { State: DisclosureState.Released } => [new(DisclosureCondition.AlreadyReleased)],
        { State: DisclosureState.Withdrawn } => [new(DisclosureCondition.Withdrawn)],
        // An expired claim belongs to a host that was killed before it gave anything.
        { State: DisclosureState.Releasing, Claim: { } claim } when now < claim.Until => [new(DisclosureCondition.ReleaseUnderWay) { Until = claim.Until }],
        _ => [],
    };
}

/// <summary>The result of checking whether a disclosure can be released.</summary>
/// <param name="Unmet">All conditions that are not met.</param>
/// <param name="DovNotifiedAt">The moment when DOV got the notice, UTC; null if it did not.</param>
/// <param name="OpensAt">The moment, UTC, before which nothing is released; null while DOV hasn't got the notice.</param>
/// <param name="Numbers">The numbers under which the pupils are enrolled.</param>
/// <param name="LeftOut">The former numbers that schools outside the disclosure also have.</param>
public sealed record ReleaseCheck(
    IReadOnlyList<UnmetCondition> Unmet, DateTimeOffset? DovNotifiedAt, DateTimeOffset? OpensAt,
    IReadOnlyList<SchoolNumber> Numbers, IReadOnlyList<SchoolNumber> LeftOut)
{
    /// <summary>The moment when the provider's own officer got the notice, UTC; null until then.</summary>
    public DateTimeOffset? ProviderNotifiedAt { get; init; }
}
