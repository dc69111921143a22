using Azure;
using LeerId.Runs;
using LeerId.Storage;
using LeerId.Students;
using Microsoft.Extensions.Logging;

namespace LeerId.Retention;

/// <summary>
/// Deletes what outlived its purpose: snapshots past the retention period, usernames from the day they may not be kept,
/// and every snapshot once the agreement is over (protocol, articles 3, 5 and 11). A run that is cut short leaves the rest
/// to the next one; two at once do no harm.
/// </summary>
public sealed partial class RetentionSweep
{
    /// <summary>The name of its runs.</summary>
    public const string Job = "DeleteExpired";

    // On Azure ranges of keys are on different servers; within a range a few deletes at a time hide the way there and back.
    private const int RangesAtOnce = 4;
    private const int RowsAtOnce = 8;

    private static readonly TimeSpan RecordPatience = TimeSpan.FromSeconds(30);

    private readonly RetentionPolicy _policy;
    private readonly StudentInventory _students;
    private readonly RunStore _runs;
    private readonly ILogger<RetentionSweep> _logger;

    internal RetentionSweep(RetentionPolicy policy, StudentInventory students, RunStore runs, ILogger<RetentionSweep> logger)
    {
        _policy = policy;
        _students = students;
        _runs = runs;
        _logger = logger;
    }

    /// <summary>Runs once and leaves a record.</summary>
    /// <exception cref="RunFailedException">Something failed; the record says how much, and the next run takes it up.</exception>
    /// <exception cref="RequestFailedException">The run's record could not be written.</exception>
    public async Task<RunRecord> RunAsync(CancellationToken cancellationToken)
    {
        bool ended = _policy.AgreementHasEnded;
        DateTimeOffset? cutOff = ended ? null : _policy.CutOff;
        bool wipes = !_policy.KeepsUsernames;
        StartedRun run = await _runs.StartAsync(Job, cutOff, ended ? "agreement-ended" : "retention-period", cancellationToken);

        Counts counts = new();
        try
        {
            await Parallel.ForEachAsync(
                StudentKeyRange.All,
                new ParallelOptions { MaxDegreeOfParallelism = RangesAtOnce, CancellationToken = cancellationToken },
                (range, token) => SweepAsync(range, cutOff, wipes, counts, token));
        }
        catch (OperationCanceledException)
        {
            // The host is stopping: what is left counts as one failure, and the record says so.
            counts.AddFailed();
        }

        using CancellationTokenSource limit = new(RecordPatience);
        RunRecord record = await _runs.EndAsync(run, counts.AddTo, limit.Token);
        LogEnded(record.Examined, record.Deleted, record.Wiped, record.Failed);
        return record.Succeeded ? record : throw new RunFailedException(record);
    }

    private async ValueTask SweepAsync(StudentKeyRange range, DateTimeOffset? cutOff, bool wipes, Counts counts, CancellationToken cancellationToken)
    {
        try
        {
            await Parallel.ForEachAsync(
                _students.ListAsync(range, cutOff, wipes, cancellationToken),
                new ParallelOptions { MaxDegreeOfParallelism = RowsAtOnce, CancellationToken = cancellationToken },
                (row, token) => SweepAsync(row, counts, token));
        }
        catch (Exception exception) when (StorageFault.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            counts.AddFailed();
            LogRangeFailed(range.From, exception);
        }
    }

    private async ValueTask SweepAsync(StudentRow row, Counts counts, CancellationToken cancellationToken)
    {
        counts.AddExamined();
        try
        {
            if (row.IsPastTerm)
            {
                if (await _students.DeleteAsync(row, cancellationToken))
                    counts.AddDeleted();
            }
            else if (await _students.WipeUsernameAsync(row, cancellationToken))
            {
                counts.AddWiped();
            }
        }
        catch (Exception exception) when (StorageFault.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            counts.AddFailed();
            LogRowFailed(exception);
        }
    }

    [LoggerMessage(EventId = 7001, Level = LogLevel.Information, Message = "Retention sweep ended: {Examined} examined, {Deleted} deleted, {Wiped} wiped, {Failed} failed")]
    private partial void LogEnded(long examined, long deleted, long wiped, long failed);

    [LoggerMessage(EventId = 7002, Level = LogLevel.Error, Message = "Retention sweep: the snapshots from key {From} could not all be read")]
    private partial void LogRangeFailed(string from, Exception exception);

    [LoggerMessage(EventId = 7003, Level = LogLevel.Error, Message = "Retention sweep: a snapshot could not be deleted or wiped")]
    private partial void LogRowFailed(Exception exception);

    private sealed class Counts
    {
        private long _examined, _deleted, _wiped, _failed;

        public void AddExamined() => Interlocked.Increment(ref _examined);

        public void AddDeleted() => Interlocked.Increment(ref _deleted);

        public void AddWiped() => Interlocked.Increment(ref _wiped);

        public void AddFailed() => Interlocked.Increment(ref _failed);

        public RunRecord AddTo(RunRecord record) => record with { Examined = _examined, Deleted = _deleted, Wiped = _wiped, Failed = _failed };
    }
}
