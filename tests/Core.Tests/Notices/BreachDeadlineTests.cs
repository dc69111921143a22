using LeerId.Notices;

namespace LeerId.Core.Tests.Notices;

/// <summary>The 72 hours of a breach in words: the remaining or exceeded time, and when nothing is due any more.</summary>
public sealed class BreachDeadlineTests
{
    private static readonly DateTimeOffset Deadline = NoticeSamples.KnownAt.AddHours(72);

    [Theory]
    [InlineData(0, "Nog 72 uur, tot 4 september 2026 om 08.30 uur.")]
    [InlineData(61, "Nog 70 uur en 59 minuten, tot 4 september 2026 om 08.30 uur.")]
    [InlineData(4259, "Nog 1 uur en 1 minuut, tot 4 september 2026 om 08.30 uur.")]
    [InlineData(4319, "Nog 1 minuut, tot 4 september 2026 om 08.30 uur.")]
    [InlineData(4320, "Nog 0 minuten, tot 4 september 2026 om 08.30 uur.")]
    [InlineData(4380, "De termijn is 1 uur geleden verstreken, op 4 september 2026 om 08.30 uur.")]
    [InlineData(124320, "De termijn is 2.000 uur geleden verstreken, op 4 september 2026 om 08.30 uur.")]
    public void Clock_shows_the_remaining_time_or_the_time_since_the_deadline(int minutes, string words) => Assert.Equal(
        words, BreachDeadline.Describe(NoticeSamples.FirstReport, isClosed: false, NoticeSamples.KnownAt.AddMinutes(minutes)));

    [Fact]
    public void A_second_after_the_deadline_the_clock_is_over() =>
        Assert.Equal(
            "De termijn is 0 minuten geleden verstreken, op 4 september 2026 om 08.30 uur.",
            BreachDeadline.Describe(NoticeSamples.FirstReport, isClosed: false, Deadline.AddSeconds(1)));

    [Fact]
    public void Deadline_follows_the_clocks_of_Brussels_in_the_night_in_which_summer_time_ends()
    {
        // 72 hours after 23 October at 10.00 in summer time, it is 9.00 in winter time.
        BreachContent breach = NoticeSamples.FirstReport with { KnownAt = new DateTimeOffset(2026, 10, 23, 8, 0, 0, TimeSpan.Zero) };
        Assert.Equal("Nog 1 uur, tot 26 oktober 2026 om 09.00 uur.", BreachDeadline.Describe(breach, isClosed: false, breach.KnownAt!.Value.AddHours(71)));
    }

    [Fact]
    public void Nothing_is_due_once_the_notification_or_its_reason_is_recorded_or_the_breach_is_closed()
    {
        DateTimeOffset late = Deadline.AddDays(10);
        Assert.Equal(
            [
                "De autoriteit kreeg de melding op 4 september 2026 om 08.30 uur, binnen de termijn tot 4 september 2026 om 08.30 uur.",
                "De autoriteit kreeg de melding op 4 september 2026 om 08.31 uur: na de termijn, die tot 4 september 2026 om 08.30 uur liep.",
                "Een melding aan de autoriteit hoeft niet. De termijn van 72 uur loopt tot 4 september 2026 om 08.30 uur.",
                "Het datalek is afgesloten zonder melding aan de autoriteit. De termijn van 72 uur liep tot 4 september 2026 om 08.30 uur.",
            ],
            new[]
            {
                BreachDeadline.Describe(NoticeSamples.FirstReport with { AuthorityNotifiedAt = Deadline }, isClosed: false, late),
                BreachDeadline.Describe(NoticeSamples.FirstReport with { AuthorityNotifiedAt = Deadline.AddMinutes(1) }, isClosed: true, late),
                BreachDeadline.Describe(NoticeSamples.FirstReport with { AuthorityNotRequiredReason = "x" }, isClosed: false, late),
                BreachDeadline.Describe(NoticeSamples.FirstReport, isClosed: true, late),
            });
    }
}
