using LeerId.Storage;
using LeerId.Text;
using Microsoft.Extensions.Logging;

namespace LeerId.Runs;

/// <summary>
/// Runs the jobs of the timers. Each run is recorded when it starts and when it ends, also when it fails. No job runs with a wrong clock, because the time
/// decides what a job deletes, seals, archives or announces (docs/adr/0029).
/// </summary>
public sealed partial class JobRunner(RunStore runs, ClockCheck clocks, ILogger<JobRunner> logger)
{
    // The end is recorded even if the host is stopping.
    private static readonly TimeSpan RecordTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Runs a job once.</summary>
    /// <param name="job">The job's name in the record.</param>
    /// <param name="cutOff">The moment before which the job deletes data, UTC; null when it has none.</param>
    /// <param name="ground">The ground for that cut-off; null when the job has one ground only.</param>
    /// <param name="work">Does the work and counts it. If the host stops it, the rest counts as one failure.</param>
    /// <param name="cancellationToken">Cancelled when the host is stopping.</param>
    /// <returns>The record of a run in which nothing failed.</returns>
    /// <exception cref="RunFailedException">Part of the work failed, and the record says how much; or the clock is wrong, and nothing was done.</exception>
    /// <exception cref="Azure.RequestFailedException">The run could not be recorded.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async Task<RunRecord> RunAsync(
        string job, DateTimeOffset? cutOff, string? ground, Func<RunCounts, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        ClockReading clock = await clocks.ReadAsync(cancellationToken);
        if (!clock.IsRight)
        {
            LogWrongClock(job, clock.Here, clock.Storage);
            throw new RunFailedException(await runs.AddWithWrongClockAsync(job, ground, clock, cancellationToken));
        }

        StartedRun run = await runs.StartAsync(job, cutOff, ground, cancellationToken);
        RunCounts counts = new() { Clock = clock };
        try
        {
            await work(counts, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            counts.AddFailed();
        }
        catch (Exception)
        {
            counts.AddFailed();
            await EndAsync(run, counts);
            throw;
        }

        RunRecord record = await EndAsync(run, counts);
        return record.Succeeded ? record : throw new RunFailedException(record);
    }

    private async Task<RunRecord> EndAsync(StartedRun run, RunCounts counts)
    {
        using CancellationTokenSource limit = new(RecordTimeout);
        RunRecord record = await runs.EndAsync(run, counts.AddTo, limit.Token);
        LogEnded(record.Job, record.Examined, record.Deleted, record.Wiped, record.Queued, record.Failed);
        return record;
    }

    [LoggerMessage(
        EventId = 7040, Level = LogLevel.Critical,
        Message = "{Job} did nothing, because the clock of this instance is wrong: it says {Here}, and the clock of storage says {Storage}")]
    private partial void LogWrongClock(string job, LoggedMoment here, LoggedMoment storage);

    [LoggerMessage(
        EventId = 7001, Level = LogLevel.Information,
        Message = "A run of {Job} ended: {Examined} examined, {Deleted} deleted, {Wiped} wiped, {Queued} queued, {Failed} failed")]
    private partial void LogEnded(string job, long examined, long deleted, long wiped, long queued, long failed);
}
