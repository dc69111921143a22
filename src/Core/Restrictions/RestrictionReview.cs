using LeerId.Calendar;
using LeerId.Runs;
using LeerId.Students;
using Microsoft.Extensions.Logging;

namespace LeerId.Restrictions;

/// <summary>
/// Checks every night for restrictions whose review is overdue, and for restrictions that no longer hold because the version of <c>student-key</c> that they
/// were made with can't be read. Both raise an alert.
/// </summary>
public sealed partial class RestrictionReview(
    RestrictionRows rows, StudentKeys keys, JobRunner jobs, TimeProvider clock, ILogger<RestrictionReview> logger)
{
    /// <summary>The job's name in the runs.</summary>
    public const string Job = "ReviewRestrictions";

    /// <summary>Runs once and records the run. Its number of examined rows is the number of restrictions in force.</summary>
    /// <exception cref="RunFailedException">A step failed; the next run retries it.</exception>
    /// <exception cref="Azure.RequestFailedException">The run's record could not be written.</exception>
    public Task<RunRecord> RunAsync(CancellationToken cancellationToken) => jobs.RunAsync(
        Job, cutOff: null, ground: null,
        async (counts, token) => await counts.TryAsync(() => ReviewAsync(counts, token), LogFailed, token),
        cancellationToken);

    private async Task ReviewAsync(RunCounts counts, CancellationToken cancellationToken)
    {
        DateOnly today = BrusselsTime.Today(clock);
        List<Restriction> open = await rows.ListOpenAsync(cancellationToken).ToListAsync(cancellationToken);
        counts.AddExamined(open.Count);
        foreach (Restriction restriction in open.Where(restriction => restriction.ReviewOn < today))
        {
            int days = today.DayNumber - restriction.ReviewOn.DayNumber;
            LogOverdue(restriction.Id, days);
        }

        string[] readable = [.. await keys.ReadableVersionsAsync(cancellationToken)];
        foreach (IGrouping<string, Restriction> version in open.GroupBy(restriction => restriction.KeyVersion))
        {
            int count = version.Count();
            if (Array.IndexOf(readable, version.Key) is var index and >= 0)
                LogVersionInUse(count, index + 1, version.Key);
            else
                LogVersionUnreadable(count, version.Key);
        }
    }

    [LoggerMessage(EventId = 9701, Level = LogLevel.Warning, Message = "The review of restriction {Id} is overdue by {Days} days")]
    private partial void LogOverdue(string id, int days);

    [LoggerMessage(
        EventId = 9702, Level = LogLevel.Error,
        Message = "{Count} restrictions may no longer hold: the version of student-key that they were made with (id {Version}) can't be read. Enable it again")]
    private partial void LogVersionUnreadable(int count, string version);

    [LoggerMessage(
        EventId = 9703, Level = LogLevel.Information,
        Message = "{Count} restrictions need version {Number} of student-key, counted from the newest enabled one (id {Version}). Do not disable it")]
    private partial void LogVersionInUse(int count, int number, string version);

    [LoggerMessage(EventId = 9707, Level = LogLevel.Error, Message = "The restrictions could not be reviewed")]
    private partial void LogFailed(Exception exception);
}
