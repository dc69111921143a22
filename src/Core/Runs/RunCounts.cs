using System.Collections.Concurrent;
using LeerId.Storage;

namespace LeerId.Runs;

/// <summary>Counts what a run does, from any number of threads.</summary>
public sealed class RunCounts
{
    private long _examined;
    private long _deleted;
    private long _wiped;
    private long _queued;
    private long _failed;
    private readonly ConcurrentQueue<RunFile> _files = new();
    private readonly ConcurrentQueue<RunTally> _tallies = new();
    private bool _toBeContinued;

    /// <summary>Counts rows that were looked at.</summary>
    public void AddExamined(long count = 1) => Interlocked.Add(ref _examined, count);

    /// <summary>Counts rows that were deleted.</summary>
    public void AddDeleted(long count = 1) => Interlocked.Add(ref _deleted, count);

    /// <summary>Counts rows that lost a value.</summary>
    public void AddWiped(long count = 1) => Interlocked.Add(ref _wiped, count);

    /// <summary>Counts notices that were put into the queue.</summary>
    public void AddQueued(long count = 1) => Interlocked.Add(ref _queued, count);

    /// <summary>Counts rows or steps that failed.</summary>
    public void AddFailed(long count = 1) => Interlocked.Add(ref _failed, count);

    /// <summary>Notes a file that proves what the run did. A row has room for some hundred files.</summary>
    public void AddFile(RunFile file) => _files.Enqueue(file);

    /// <summary>Notes a further count. A row has room for some thousand.</summary>
    public void AddTally(RunTally tally) => _tallies.Enqueue(tally);

    /// <summary>Records that the run stopped because its time was over, and that the next run continues.</summary>
    public void SetToBeContinued() => _toBeContinued = true;

    /// <summary>Runs a step. If storage fails, the step counts as failed and the run continues.</summary>
    /// <param name="step">The step.</param>
    /// <param name="log">Logs the failure.</param>
    /// <param name="cancellationToken">Cancelled when the host is stopping. Then a failure ends the run.</param>
    /// <returns>Whether the step succeeded.</returns>
    public async ValueTask<bool> TryAsync(Func<Task> step, Action<Exception> log, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(log);
        try
        {
            await step();
            return true;
        }
        catch (Exception exception) when (StorageFault.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            AddFailed();
            log(exception);
            return false;
        }
    }

    internal RunRecord AddTo(RunRecord record) => record with
    {
        Examined = Interlocked.Read(ref _examined),
        Deleted = Interlocked.Read(ref _deleted),
        Wiped = Interlocked.Read(ref _wiped),
        Queued = Interlocked.Read(ref _queued),
        Failed = Interlocked.Read(ref _failed),
        ToBeContinued = _toBeContinued,
        Files = _files.IsEmpty ? [] : [.. _files],
        Tallies = _tallies.IsEmpty ? [] : [.. _tallies],
    };
}
