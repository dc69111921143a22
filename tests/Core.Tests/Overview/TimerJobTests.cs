using LeerId.Core.Tests.PrivacyLog;
using LeerId.Overview;

namespace LeerId.Core.Tests.Overview;

/// <summary>A job is overdue half an hour after a time of its schedule, also when its last run was some seconds early.</summary>
public sealed class TimerJobTests
{
    private const string EveryNight = "0 30 2 * * *";

    private static readonly TimerJob Job = new("Job", "doet iets", "Job:Schedule");

    [Theory]
    [InlineData(EveryNight, "2026-09-09T02:30:02Z", "2026-09-10T03:00:00Z", false)]
    [InlineData(EveryNight, "2026-09-09T02:30:02Z", "2026-09-10T03:00:01Z", true)]
    [InlineData(EveryNight, "2026-09-10T02:29:59Z", "2026-09-10T08:00:00Z", false)]
    [InlineData(EveryNight, "2026-09-10T02:28:59Z", "2026-09-10T08:00:00Z", true)]
    [InlineData("niet te lezen", "2020-09-09T02:30:02Z", "2026-09-10T08:00:00Z", false)]
    [InlineData(null, "2020-09-09T02:30:02Z", "2026-09-10T08:00:00Z", false)]
    public void Job_is_overdue_half_an_hour_after_its_time(string? schedule, string last, string now, bool expected) =>
        Assert.Equal(expected, Job.IsOverdue(schedule, PrivacyLogRig.Moment(last), PrivacyLogRig.Moment(now)));

    [Fact]
    public void Job_that_never_ran_or_that_leaves_no_record_each_time_is_not_overdue()
    {
        DateTimeOffset now = PrivacyLogRig.Moment("2026-09-10T08:00:00Z");
        Assert.False(Job.IsOverdue(EveryNight, last: null, now));
        Assert.False((Job with { RunsAlways = false }).IsOverdue(EveryNight, now.AddDays(-9), now));
    }
}
