using LeerId.Calendar;
using LeerId.Runs;
using LeerId.Storage;
using Microsoft.Extensions.Logging;

namespace LeerId.Schools.Refusals;

/// <summary>
/// Deletes every night the counts of refused sign-ins that must not be kept (docs/adr/0021): counts below five of past days, because so few could identify
/// a pupil; counts of 30 days ago and older; and all counts while the switch is off.
/// </summary>
public sealed partial class SchoolRefusalPruning(
    SchoolRefusalRows rows, RefusalCountingSwitch counting, DeletionRunner jobs, TimeProvider clock, ILogger<SchoolRefusalPruning> logger)
{
    /// <summary>The name of its runs.</summary>
    public const string Job = "PruneSchoolRefusals";

    /// <summary>The minimum count per day that is kept and shown.</summary>
    public const int MinimumCount = 5;

    /// <summary>The number of days, Brussels calendar, after which a count is deleted.</summary>
    public const int Days = 30;

    /// <summary>Returns the first day whose counts are kept.</summary>
    /// <param name="today">Today, Brussels calendar.</param>
    internal static DateOnly FirstKept(DateOnly today) => today.AddDays(1 - Days);

    /// <summary>Runs once and stores a record of the run.</summary>
    /// <exception cref="RunFailedException">Not all counts could be deleted. The next run deletes the rest.</exception>
    /// <exception cref="Azure.RequestFailedException">The run's record could not be written.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public Task<RunRecord> RunAsync(CancellationToken cancellationToken)
    {
        DateOnly today = BrusselsTime.Today(clock), first = FirstKept(today);
        return jobs.RunAsync(
            new Deletion(Job, TableName.SchoolRefusals, BrusselsTime.StartOf(first)),
            async (counts, token) => await counts.TryAsync(
                async () =>
                {
                    bool isOn = (await counting.ReadAsync(token)).IsOn;
                    await rows.DeleteAsync(IsDeleted, counts.DeleteAsync, token);

                    bool IsDeleted(SchoolRefusals refusals)
                    {
                        counts.AddExamined();
                        return !isOn || refusals.Day < first || (refusals.Day < today && refusals.Count < MinimumCount);
                    }
                },
                LogFailed, token),
            cancellationToken);
    }

    [LoggerMessage(EventId = 3035, Level = LogLevel.Error, Message = "Counts of refused sign-ins could not all be deleted; the next run deletes the rest")]
    private partial void LogFailed(Exception exception);
}
