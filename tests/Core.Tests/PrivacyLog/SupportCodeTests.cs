using LeerId.PrivacyLog;

namespace LeerId.Core.Tests.PrivacyLog;

public sealed class SupportCodeTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Fact]
    public void New_is_short_and_spells_no_word()
    {
        for (int shard = 0; shard < 16; shard++)
            Assert.Matches("^[2-9BCDFGHJKMNPQRSTVWXYZ]{4}-[2-9BCDFGHJKMNPQRSTVWXYZ]{4}$", SupportCode.New(Today, shard).ToString());
    }

    [Fact]
    public void TryParse_takes_what_people_type()
    {
        SupportCode code = SupportCode.New(Today, 11);
        string typed = $" {code.ToString().ToLowerInvariant().Replace('-', ' ')} ";

        Assert.True(SupportCode.TryParse(typed, out SupportCode parsed));
        Assert.Equal(code, parsed);
        Assert.Equal(11, parsed.Shard);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("K763-QX9")]
    [InlineData("K763-QX9MM")]
    [InlineData("K763-QXOM")]
    [InlineData("K7Y3-QX9M")]
    [InlineData("K7M3-QX9M")]
    public void TryParse_refuses_what_was_never_made(string? text) => Assert.False(SupportCode.TryParse(text, out _));

    [Fact]
    public void Code_without_an_entry_encodes_its_reason_in_a_shard_that_no_entry_has()
    {
        for (int reason = 0; reason < 28; reason++)
        {
            string text = SupportCode.NewUnrecorded(Today, reason).ToString();
            Assert.Equal('Z', text[2]);
            Assert.True(SupportCode.TryParse(text, out SupportCode parsed));
            Assert.Equal(reason, parsed.UnrecordedReason);
            Assert.DoesNotContain(parsed.Shard, Enumerable.Range(0, 16));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => SupportCode.NewUnrecorded(Today, 28));
        for (int shard = 0; shard < 16; shard++)
            Assert.Null(SupportCode.New(Today, shard).UnrecordedReason);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(783)]
    public void NewestDay_is_the_day_of_a_code_of_two_years(int daysAgo) =>
        Assert.Equal(Today.AddDays(-daysAgo), SupportCode.NewUnrecorded(Today.AddDays(-daysAgo), 3).NewestDay(Today));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(783)]
    [InlineData(784)]
    [InlineData(1095)]
    public void Days_holds_the_day_the_code_was_made(int daysAgo)
    {
        DateOnly made = Today.AddDays(-daysAgo);

        DateOnly[] days = [.. SupportCode.New(made, 0).Days(Today, daysBack: 1100)];

        Assert.Contains(made, days);
        Assert.InRange(days.Length, 1, 2);
        Assert.All(days, day => Assert.InRange(day, Today.AddDays(-1100), Today));
    }
}
