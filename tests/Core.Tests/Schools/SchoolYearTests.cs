using System.Globalization;
using LeerId.Schools;

namespace LeerId.Core.Tests.Schools;

public sealed class SchoolYearTests
{
    [Theory]
    // The contract is extended by one more school year.
    [InlineData("2027-08-31", "2027-05-02", "2028-08-31")]
    [InlineData("2027-08-31", "2026-11-27", "2028-08-31")]
    // The contract ended last week, on the last day of the school year.
    [InlineData("2026-08-31", "2026-09-01", "2027-08-31")]
    [InlineData("2026-08-31", "2026-08-31", "2027-08-31")]
    // The contract ends during a school year, and is extended to the end of that year.
    [InlineData("2026-12-31", "2026-11-27", "2027-08-31")]
    [InlineData("2026-06-30", "2026-06-30", "2026-08-31")]
    // The contract ended long ago, and is extended to the end of the current school year.
    [InlineData("2024-08-31", "2026-09-01", "2027-08-31")]
    [InlineData("2024-08-31", "2026-08-31", "2026-08-31")]
    public void Next_last_day_is_the_end_of_a_school_year(string until, string today, string expected) =>
        Assert.Equal(Day(expected), SchoolYear.NextLastDay(Day(until), Day(today)));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
