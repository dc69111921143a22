using LeerId.Evidence;

namespace LeerId.Core.Tests.Evidence;

public sealed class EvidencePeriodTests
{
    private static readonly DateOnly Today = new(2026, 9, 10);

    [Theory]
    [InlineData(null, null, "2026-06-10", "2026-09-10")]
    [InlineData("2026-09-01", null, "2026-09-01", "2026-09-10")]
    [InlineData(null, "2026-05-31", "2026-02-28", "2026-05-31")]
    [InlineData("2026-09-10", "2026-09-10", "2026-09-10", "2026-09-10")]
    [InlineData("2025-08-07", "2026-09-10", "2025-08-07", "2026-09-10")]
    public void TryRead_takes_days_and_fills_in_three_months(string? from, string? until, string first, string last)
    {
        Assert.Empty(EvidencePeriod.TryRead(from, until, Today, out EvidencePeriod? period));
        Assert.Equal(new EvidencePeriod(Day(first), Day(last)), period);
    }

    [Theory]
    [InlineData("2026-9-1", null, "from")]
    [InlineData("2026-02-30", null, "from")]
    [InlineData("2019-12-31", null, "from")]
    [InlineData("0001-01-01", null, "from")]
    [InlineData(null, "0001-01-01", "until")]
    [InlineData(null, "2026-09-11", "until")]
    [InlineData(null, "2026-09-01,2026-09-02", "until")]
    [InlineData("2026-09-02", "2026-09-01", "from")]
    [InlineData("2025-08-06", "2026-09-10", "from")]
    [InlineData("x", "y", "from", "until")]
    // A script sends this if its variable is empty. Defaults would give a report of another period than the caller expects.
    [InlineData("", "", "from", "until")]
    public void TryRead_names_every_fault(string? from, string? until, params string[] fields)
    {
        Assert.Equal(fields, EvidencePeriod.TryRead(from, until, Today, out EvidencePeriod? period).Select(fault => fault.Field));
        Assert.Null(period);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
