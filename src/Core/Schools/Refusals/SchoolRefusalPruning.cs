using LeerId.Calendar;
using LeerId.Runs;
using LeerId.Storage;
using Microsoft.Extensions.Logging;

namespace LeerId.Schools.Refusals;

/// <summary>
/// Deletes every night the counts of refused sign-ins that must not be kept (docs/adr/0021): of finished days those below five, because so few could point to a
/// pupil; those of 30 days ago and older; and all of them while the switch is off.
/// </summary>
public sealed partial class SchoolRefusalPruning(
    SchoolRefusalRows rows, RefusalCountingSwitch counting, DeletionRunner jobs, TimeProvider clock, ILogger<SchoolRefusalPruning> logger)
{
    /// <summary>The name of its runs.</summary>
    public const string Job = "PruneSchoolRefusals";

    /// <summary>The smallest count of a day that is kept and shown.</summary>
    public const int LeastCount = 5;

    /// <summary>After how many days a count is deleted, Brussels calendar.</summary>
    public const int Days = 30;

    /// <summary>The first day whose counts are kept.</summary>
    /// <param name="today">Today, Brussels calendar.</param>
    internal static DateOnly FirstKept(DateOnly today) => today.AddDays(1 - Days);

    /// <summary>Runs once and leaves a record.</summary>
    /// <exception cref="RunFailedException">Not all counts could be deleted. The next run deletes the rest.</exception>
    /// <exception cref="Azure.RequestFailedException">The run's record could not be written.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
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
                        return !isOn || refusals.Day < first || (refusals.Day < today && refusals.Count < LeastCount);
                    }
                },
                LogFailed, token),
            cancellationToken);
    }

    [LoggerMessage(EventId = 3035, Level = LogLevel.Error, Message = "Counts of refused sign-ins could not all be deleted; the next run deletes the rest")]
    private partial void LogFailed(Exception exception);
}
