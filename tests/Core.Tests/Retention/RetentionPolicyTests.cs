using System.Globalization;
using LeerId.Calendar;
using LeerId.Retention;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Core.Tests.Retention;

/// <summary>The retention calendar in Brussels time, exact to the second.</summary>
public sealed class RetentionPolicyTests
{
    [Theory]
    // The usual case: deleted after the third anniversary of the day.
    [InlineData("2023-09-01T08:30:00Z", "2026-09-01T21:59:59Z", false)]
    [InlineData("2023-09-01T08:30:00Z", "2026-09-01T22:00:00Z", true)]
    // Only the day of the sign-in in Brussels matters, not the hour.
    [InlineData("2023-08-31T21:59:59Z", "2026-08-31T22:00:00Z", true)]
    [InlineData("2023-08-31T22:00:00Z", "2026-08-31T22:00:00Z", false)]
    // A sign-in on 29 February is kept through 28 February.
    [InlineData("2024-02-29T12:00:00Z", "2027-02-28T22:59:59Z", false)]
    [InlineData("2024-02-29T12:00:00Z", "2027-02-28T23:00:00Z", true)]
    [InlineData("2024-02-28T12:00:00Z", "2027-02-28T22:59:59Z", false)]
    [InlineData("2024-02-28T12:00:00Z", "2027-02-28T23:00:00Z", true)]
    [InlineData("2024-03-01T12:00:00Z", "2027-02-28T23:00:00Z", false)]
    [InlineData("2024-03-01T12:00:00Z", "2027-03-01T23:00:00Z", true)]
    // A retention period that ends in a leap year.
    [InlineData("2025-02-28T12:00:00Z", "2028-02-28T22:59:59Z", false)]
    [InlineData("2025-02-28T12:00:00Z", "2028-02-28T23:00:00Z", true)]
    [InlineData("2025-03-01T12:00:00Z", "2028-02-29T23:00:00Z", false)]
    [InlineData("2025-03-01T12:00:00Z", "2028-03-01T23:00:00Z", true)]
    // The clocks went forward on 26 March 2023 and go back on 25 October 2026.
    [InlineData("2023-03-25T23:30:00Z", "2026-03-26T22:59:59Z", false)]
    [InlineData("2023-03-25T23:30:00Z", "2026-03-26T23:00:00Z", true)]
    [InlineData("2023-10-24T22:30:00Z", "2026-10-25T22:59:59Z", false)]
    [InlineData("2023-10-24T22:30:00Z", "2026-10-25T23:00:00Z", true)]
    [InlineData("2023-10-28T22:30:00Z", "2026-10-29T22:59:59Z", false)]
    [InlineData("2023-10-28T22:30:00Z", "2026-10-29T23:00:00Z", true)]
    public void CutOff_is_the_end_of_a_day_in_Brussels(string signedIn, string now, bool gone)
    {
        RetentionPolicy policy = Policy(now);
        Assert.Equal(gone, Time(signedIn) < policy.CutOff);
        // The date that a pupil is told equals this day.
        Assert.Equal(gone, BrusselsTime.Today(new FakeTimeProvider(Time(now))) >= policy.DeletedOn(Time(signedIn), destroyedOn: null));
    }

    [Theory]
    [InlineData("P1D", "2026-11-23T22:59:59Z", "2026-11-24T23:00:00Z", true)]
    [InlineData("P1D", "2026-11-23T23:00:00Z", "2026-11-25T22:59:59Z", false)]
    [InlineData("P2W", "2026-11-10T12:00:00Z", "2026-11-24T23:00:00Z", true)]
    [InlineData("P1M", "2026-01-31T12:00:00Z", "2026-02-28T23:00:00Z", true)]
    [InlineData("P1M", "2026-01-31T12:00:00Z", "2026-02-28T22:59:59Z", false)]
    [InlineData("P1Y6M", "2025-05-31T12:00:00Z", "2026-11-30T23:00:00Z", true)]
    public void CutOff_takes_any_calendar_period(string period, string signedIn, string now, bool gone) =>
        Assert.Equal(gone, Time(signedIn) < Policy(now, period).CutOff);

    [Fact]
    public void CutOff_goes_back_with_a_clock_that_jumped_back()
    {
        FakeTimeProvider clock = new(Time("2026-09-02T00:30:00Z"));
        RetentionPolicy policy = Policy(clock);
        DateTimeOffset before = policy.CutOff;
        clock.AdjustTime(Time("2026-08-30T00:30:00Z"));
        Assert.Equal(before.AddDays(-3), policy.CutOff);
    }

    [Theory]
    [InlineData("2027-12-31T22:59:59Z", true)]
    [InlineData("2027-12-31T23:00:00Z", false)]
    public void KeepsUsernames_until_2028_begins_in_Brussels(string now, bool expected) => Assert.Equal(expected, Policy(now).KeepsUsernames);

    [Theory]
    [InlineData(null, "2029-09-02")]
    [InlineData("2029-09-01", "2029-09-01")]
    [InlineData("2029-09-03", "2029-09-02")]
    public void DeletedOn_is_the_end_of_the_term_or_the_destruction_of_everything(string? destroyedOn, string expected) => Assert.Equal(
        DateOnly.Parse(expected, CultureInfo.InvariantCulture),
        Policy("2026-09-01T12:00:00Z").DeletedOn(
            Time("2026-09-01T08:30:00Z"), destroyedOn is null ? null : DateOnly.Parse(destroyedOn, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("2027-06-29T21:59:59Z", false)]
    [InlineData("2027-06-29T22:00:00Z", true)]
    public void AgreementHasEnded_from_the_day_it_ends(string now, bool expected) =>
        Assert.Equal(expected, Policy(now, agreementEnd: new DateOnly(2027, 6, 30)).AgreementHasEnded);

    [Fact]
    public void AgreementHasEnded_never_without_an_end() => Assert.False(Policy("2099-01-01T00:00:00Z").AgreementHasEnded);

    private static RetentionPolicy Policy(string now, string period = "P3Y", DateOnly? agreementEnd = null) =>
        Policy(new FakeTimeProvider(Time(now)), period, agreementEnd);

    private static RetentionPolicy Policy(FakeTimeProvider clock, string period = "P3Y", DateOnly? agreementEnd = null) => new(
        Options.Create(new RetentionOptions { Period = period }),
        Options.Create(new AgreementOptions { EndDate = agreementEnd?.ToString("O", System.Globalization.CultureInfo.InvariantCulture) }), clock);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
