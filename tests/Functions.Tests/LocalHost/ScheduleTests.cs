using System.Globalization;
using LeerId.LocalHost.Engine;

namespace LeerId.Functions.Tests.LocalHost;

public sealed class ScheduleTests
{
    [Theory]
    [InlineData("0 30 2 * * *", "2027-03-28T00:00:00Z", "2027-03-28T02:30:00Z")]
    [InlineData("0 30 2 * * *", "2027-03-28T02:30:00Z", "2027-03-29T02:30:00Z")]
    [InlineData("30 2 * * *", "2027-03-28T00:00:00Z", "2027-03-28T02:30:00Z")]
    [InlineData("*/10 * * * * *", "2027-03-28T00:00:05Z", "2027-03-28T00:00:10Z")]
    [InlineData("0 0 9 * * Mon-Fri", "2027-03-26T10:00:00Z", "2027-03-29T09:00:00Z")]
    [InlineData("0 0 0 1 Sep *", "2027-03-28T00:00:00+02:00", "2027-09-01T00:00:00Z")]
    public void Next_is_the_first_occurrence_after_in_UTC(string expression, string after, string next)
    {
        Schedule schedule = Schedule.TryParse(expression)!;

        DateTimeOffset found = schedule.Next(DateTimeOffset.Parse(after, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));

        Assert.Equal(DateTimeOffset.Parse(next, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), found);
        Assert.Equal(TimeSpan.Zero, found.Offset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("0 0 0 0 * * *")]
    [InlineData("0 61 * * * *")]
    [InlineData("00:30:00")]
    public void TryParse_of_anything_else_is_null(string expression) => Assert.Null(Schedule.TryParse(expression));

    [Theory]
    [InlineData("*/10 * * * * *", true)]
    [InlineData("* * * * * *", true)]
    [InlineData("0 * * * * *", false)]
    [InlineData("* * * * *", false)]
    [InlineData("*/10 30 * * * *", false)]
    public void IsMoreThanOncePerMinute_as_the_host_reckons_it(string expression, bool expected) =>
        Assert.Equal(expected, Schedule.TryParse(expression)!.IsMoreThanOncePerMinute);
}
