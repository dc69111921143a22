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
    [InlineData("K7Z3-QX9M")]
    public void TryParse_refuses_what_was_never_made(string? text) => Assert.False(SupportCode.TryParse(text, out _));

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
