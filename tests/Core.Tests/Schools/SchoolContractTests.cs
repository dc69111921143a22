using LeerId.Schools;

namespace LeerId.Core.Tests.Schools;

public sealed class SchoolContractTests
{
    private static readonly SchoolContract Contract = new()
    {
        Number = SchoolNumber.Parse("012345"),
        Name = "De Regenboog",
        From = new DateOnly(2026, 9, 1),
        Until = new DateOnly(2027, 8, 31),
    };

    [Theory]
    [InlineData("2026-08-31", false)]
    [InlineData("2026-09-01", true)]
    [InlineData("2027-08-31", true)]
    [InlineData("2027-09-01", false)]
    public void IsInForceOn_counts_the_first_and_the_last_day(string day, bool expected) =>
        Assert.Equal(expected, Contract.IsInForceOn(DateOnly.ParseExact(day, "O")));

    [Fact]
    public void IsInForceOn_has_no_end_without_a_last_day() =>
        Assert.True((Contract with { Until = null }).IsInForceOn(new DateOnly(2099, 1, 1)));
}
