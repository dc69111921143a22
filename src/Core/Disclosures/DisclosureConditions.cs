using LeerId.Retention;
using LeerId.Schools;
using Microsoft.Extensions.Options;

namespace LeerId.Disclosures;

/// <summary>Whether a disclosure can be released now: every condition is looked at anew, and all that are not met are named.</summary>
public sealed class DisclosureConditions(
    BoardSchools schools, DisclosureNotices notices, RetentionPolicy retention, IOptions<DisclosureOptions> options, TimeProvider clock)
{
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public async Task<ReleaseCheck> CheckAsync(Disclosure disclosure, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        List<UnmetCondition> unmet = [.. OfState(disclosure, now)];
        if (retention.AgreementHasEnded)
            unmet.Add(new(DisclosureCondition.AgreementEnded));

        BoardSchoolsCheck check = await schools.CheckAsync(
            [.. disclosure.Terms.Schools.Select(school => SchoolNumber.Parse(school.Number))], disclosure.Terms.Board.Name, cancellationToken);
        unmet.AddRange(check.Unmet);

        DateTimeOffset? deliveredAt = await notices.DeliveredToDovAsync(disclosure, cancellationToken);
        DateTimeOffset? opensAt = deliveredAt is { } moment ? WorkingDays.PassedAfter(moment, options.Value.WaitingDaysNumber) : null;
        if (opensAt is null)
            unmet.Add(new(DisclosureCondition.DovNotNotified));
        else if (now < opensAt)
            unmet.Add(new(DisclosureCondition.WaitingPeriodRunning) { Until = opensAt });
        return new ReleaseCheck(unmet, deliveredAt, opensAt, check.Numbers, check.LeftOut);
    }

    /// <summary>What the disclosure's own state stands in the way of.</summary>
    public static IReadOnlyList<UnmetCondition> OfState(Disclosure disclosure, DateTimeOffset now) => disclosure switch
    {
        { State: DisclosureState.Released } => [new(DisclosureCondition.AlreadyReleased)],
        { State: DisclosureState.Withdrawn } => [new(DisclosureCondition.Withdrawn)],
        // A claim past its time is of a host that was killed: it gave nothing.
        { State: DisclosureState.Releasing, Claim: { } claim } when now < claim.Until => [new(DisclosureCondition.ReleaseUnderWay) { Until = claim.Until }],
        _ => [],
    };
}

/// <summary>Whether a disclosure can be released.</summary>
/// <param name="Unmet">Every condition that is not met.</param>
/// <param name="DovNotifiedAt">When DOV got the notice, UTC; null when it did not.</param>
/// <param name="OpensAt">The moment, UTC, before which nothing is released; null while DOV did not get the notice.</param>
/// <param name="Numbers">The numbers under which the pupils are enrolled.</param>
/// <param name="LeftOut">Numbers that schools outside the disclosure have too.</param>
public sealed record ReleaseCheck(
    IReadOnlyList<UnmetCondition> Unmet, DateTimeOffset? DovNotifiedAt, DateTimeOffset? OpensAt,
    IReadOnlyList<SchoolNumber> Numbers, IReadOnlyList<SchoolNumber> LeftOut);
