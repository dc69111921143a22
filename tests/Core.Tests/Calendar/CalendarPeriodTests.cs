using System.Globalization;
using LeerId.Calendar;

namespace LeerId.Core.Tests.Calendar;

public sealed class CalendarPeriodTests
{
    [Theory]
    [InlineData("P3Y", "2023-03-01", "2026-03-01")]
    [InlineData("P3Y", "2024-02-29", "2027-02-28")]
    [InlineData("P4Y", "2024-02-29", "2028-02-29")]
    [InlineData("P1M", "2026-01-31", "2026-02-28")]
    [InlineData("P1Y2M3W4D", "2026-01-01", "2027-03-26")]
    [InlineData("P90D", "2026-01-01", "2026-04-01")]
    [InlineData("P2W", "2026-01-01", "2026-01-15")]
    public void AddTo_counts_as_the_calendar_does(string period, string from, string to)
    {
        CalendarPeriod parsed = CalendarPeriod.Parse(period)!.Value;
        Assert.Equal(Day(to), parsed.AddTo(Day(from)));
        Assert.Equal(period, parsed.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("3Y")]
    [InlineData("P")]
    [InlineData("P0D")]
    [InlineData("P-3Y")]
    [InlineData("P3Y-1D")]
    [InlineData("PT24H")]
    [InlineData("P3YT1S")]
    [InlineData("P1001Y")]
    [InlineData("P9999999Y")]
    [InlineData("P2147483647D")]
    [InlineData("P1000Y1D")]
    [InlineData("p3y")]
    [InlineData("three years")]
    public void Parse_refuses_a_text_that_is_no_period_of_whole_days(string? text) => Assert.Null(CalendarPeriod.Parse(text));

    [Theory]
    [InlineData("P3Y", "2027-02-28", "2024-02-27")]
    [InlineData("P3Y", "2027-03-01", "2024-02-29")]
    [InlineData("P3Y", "2028-02-29", "2025-02-28")]
    [InlineData("P3Y", "2028-03-01", "2025-02-28")]
    [InlineData("P3Y", "2028-03-02", "2025-03-01")]
    [InlineData("P1D", "2026-09-03", "2026-09-01")]
    public void LastExpired_is_the_last_day_whose_period_is_over(string period, string today, string day)
    {
        CalendarPeriod parsed = CalendarPeriod.Parse(period)!.Value;
        Assert.Equal(Day(day), parsed.LastExpired(Day(today)));
    }

    [Theory]
    [InlineData("P3Y")]
    [InlineData("P1M")]
    [InlineData("P1M1D")]
    [InlineData("P1Y1M30D")]
    [InlineData("P11M2W")]
    [InlineData("P1000Y")]
    public void LastExpired_and_AddTo_agree_on_every_day(string period)
    {
        CalendarPeriod parsed = CalendarPeriod.Parse(period)!.Value;
        for (DateOnly today = new(2023, 12, 1); today < new DateOnly(2029, 1, 31); today = today.AddDays(1))
        {
            DateOnly last = parsed.LastExpired(today);
            Assert.True(parsed.AddTo(last) < today);
            Assert.False(parsed.AddTo(last.AddDays(1)) < today);
        }
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
