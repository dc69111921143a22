using LeerId.Runs;
using Microsoft.Extensions.Configuration;

namespace LeerId.Overview;

/// <summary>The reason why a job needs attention.</summary>
public enum JobProblemKind
{
    /// <summary>The job did not start at a time of its schedule.</summary>
    Missing,

    /// <summary>A part of the last run failed.</summary>
    Failed,

    /// <summary>The last run has no end: it was killed.</summary>
    Killed,
}

/// <summary>A job that failed or did not run.</summary>
/// <param name="Job">Its name, such as <c>DeleteExpired</c>.</param>
/// <param name="Purpose">Its purpose, in Dutch: the rest of a sentence that begins with the job.</param>
/// <param name="Kind">The reason why it needs attention.</param>
/// <param name="At">The moment when the failed run started, or when the missing run should have started, UTC.</param>
public sealed record JobProblem(string Job, string Purpose, JobProblemKind Kind, DateTimeOffset At);

/// <summary>Compares the records of runs with the schedules in the settings.</summary>
public sealed class JobProblems(RunStore runs, IConfiguration configuration, TimeProvider clock)
{
    // The longest interval of a schedule for which a missing run is detected.
    private static readonly TimeSpan MaxInterval = TimeSpan.FromDays(8);

    /// <summary>Returns the jobs that need attention, in the order in which they run.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<IReadOnlyList<JobProblem>> ReadAsync(CancellationToken cancellationToken) =>
        [.. (await Task.WhenAll(TimerJob.All.Select(job => FindAsync(job, cancellationToken)))).OfType<JobProblem>()];

    private async Task<JobProblem?> FindAsync(TimerJob job, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (Due(job.Schedule, now - TimerJob.MaxDelay) is not { } due)
            return null;
        List<RunRecord> since = await runs.ListAsync(job.Name, due - TimerJob.MaxEarly, cancellationToken).ToListAsync(cancellationToken);
        if (since.Count == 0)
            return job.RunsAlways ? new JobProblem(job.Name, job.Purpose, JobProblemKind.Missing, due) : null;
        // A job can have several records per night, each with its own ground.
        RunRecord? failed = since.GroupBy(run => run.Ground).Select(ground => ground.First())
            .FirstOrDefault(run => run.Failed > 0 || (run.EndedAt is null && run.StartedAt <= now - TimerJob.MaxDelay));
        return failed is null
            ? null
            : new JobProblem(job.Name, job.Purpose, failed.EndedAt is null ? JobProblemKind.Killed : JobProblemKind.Failed, failed.StartedAt);
    }

    // Returns the last moment when a job should have started; null if the schedule can't be read, or if its interval exceeds the maximum.
    private DateTimeOffset? Due(string setting, DateTimeOffset until)
    {
        if (TimerJob.Parse(configuration[setting]) is not { } schedule)
            return null;
        DateTime end = until.UtcDateTime;
        DateTime due = schedule.GetNextOccurrences(end - MaxInterval, end).LastOrDefault();
        return due == default ? null : new DateTimeOffset(due, TimeSpan.Zero);
    }
}
