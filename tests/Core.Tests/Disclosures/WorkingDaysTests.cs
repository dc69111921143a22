using System.Globalization;
using LeerId.Disclosures;

namespace LeerId.Core.Tests.Disclosures;

public sealed class WorkingDaysTests
{
    [Theory]
    [InlineData("1961-04-02")]
    [InlineData("2000-04-23")]
    [InlineData("2008-03-23")]
    [InlineData("2011-04-24")]
    [InlineData("2024-03-31")]
    [InlineData("2025-04-20")]
    [InlineData("2026-04-05")]
    [InlineData("2027-03-28")]
    [InlineData("2028-04-16")]
    // The latest and the earliest possible day.
    [InlineData("2038-04-25")]
    [InlineData("2285-03-22")]
    // The algorithm's two exceptions.
    [InlineData("1954-04-18")]
    [InlineData("1981-04-19")]
    public void Easter_is_on_the_known_date(string sunday)
    {
        DateOnly day = Day(sunday);
        Assert.Equal(day, WorkingDays.EasterSunday(day.Year));
        Assert.Equal(DayOfWeek.Sunday, day.DayOfWeek);
    }

    [Theory]
    [InlineData("2026-01-01", "New Year")]
    [InlineData("2026-04-06", "Easter Monday")]
    [InlineData("2026-05-01", "Labour Day")]
    [InlineData("2026-05-14", "Ascension")]
    [InlineData("2026-05-25", "Whit Monday")]
    [InlineData("2026-07-21", "the national holiday")]
    [InlineData("2025-08-15", "Assumption")]
    [InlineData("2027-11-01", "All Saints")]
    [InlineData("2026-11-11", "Armistice")]
    [InlineData("2026-12-25", "Christmas")]
    [InlineData("2026-09-05", "a Saturday")]
    [InlineData("2026-09-06", "a Sunday")]
    public void Day_is_not_a_working_day(string day, string why) => Assert.False(WorkingDays.IsWorkingDay(Day(day)), why);

    [Theory]
    [InlineData("2026-04-03", "Good Friday")]
    [InlineData("2026-04-07", "the Tuesday after Easter")]
    [InlineData("2026-05-15", "the Friday after Ascension")]
    [InlineData("2026-07-10", "a Friday in July")]
    [InlineData("2026-12-24", "Christmas Eve")]
    [InlineData("2026-12-31", "the last day of the year")]
    [InlineData("2027-01-04", "the first Monday of the year")]
    public void Day_is_a_working_day(string day, string why) => Assert.True(WorkingDays.IsWorkingDay(Day(day)), why);

    [Theory]
    // Tuesday: Wednesday and Thursday pass.
    [InlineData("2026-09-01T08:30:00+02:00", 2, "2026-09-04T00:00:00+02:00")]
    [InlineData("2026-09-01T00:00:00+02:00", 2, "2026-09-04T00:00:00+02:00")]
    [InlineData("2026-09-01T23:59:59+02:00", 2, "2026-09-04T00:00:00+02:00")]
    // Late on Tuesday in Brussels, whatever day it is in UTC.
    [InlineData("2026-09-01T22:30:00+00:00", 2, "2026-09-05T00:00:00+02:00")]
    // Wednesday: Thursday and Friday pass.
    [InlineData("2026-09-02T12:00:00+02:00", 2, "2026-09-05T00:00:00+02:00")]
    // Thursday, Friday, Saturday and Sunday: over the weekend.
    [InlineData("2026-09-03T12:00:00+02:00", 2, "2026-09-08T00:00:00+02:00")]
    [InlineData("2026-09-04T12:00:00+02:00", 2, "2026-09-09T00:00:00+02:00")]
    [InlineData("2026-09-05T12:00:00+02:00", 2, "2026-09-09T00:00:00+02:00")]
    [InlineData("2026-09-06T12:00:00+02:00", 2, "2026-09-09T00:00:00+02:00")]
    // Over Easter: Friday, and Tuesday.
    [InlineData("2026-04-02T12:00:00+02:00", 2, "2026-04-08T00:00:00+02:00")]
    // Over Ascension: Friday, and Monday.
    [InlineData("2026-05-13T12:00:00+02:00", 2, "2026-05-19T00:00:00+02:00")]
    // Over Whitsun: Tuesday and Wednesday.
    [InlineData("2026-05-22T12:00:00+02:00", 2, "2026-05-28T00:00:00+02:00")]
    // Over 21 July: Wednesday and Thursday.
    [InlineData("2026-07-20T12:00:00+02:00", 2, "2026-07-24T00:00:00+02:00")]
    // Over Christmas, a Friday: Monday and Tuesday.
    [InlineData("2026-12-24T12:00:00+01:00", 2, "2026-12-30T00:00:00+01:00")]
    // Over the year's end: Thursday 31 December, and Monday 4 January.
    [InlineData("2026-12-30T12:00:00+01:00", 2, "2027-01-05T00:00:00+01:00")]
    // Over the change to winter time: Monday and Tuesday.
    [InlineData("2026-10-23T12:00:00+02:00", 2, "2026-10-28T00:00:00+01:00")]
    [InlineData("2026-09-01T08:30:00+02:00", 1, "2026-09-03T00:00:00+02:00")]
    [InlineData("2026-09-01T08:30:00+02:00", 10, "2026-09-16T00:00:00+02:00")]
    public void Waiting_period_counts_whole_working_days_after_the_delivery(string delivered, int days, string opens)
    {
        DateTimeOffset opensAt = WorkingDays.PassedAfter(Moment(delivered), days);
        Assert.Equal((Moment(opens), TimeSpan.Zero), (opensAt, opensAt.Offset));
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
