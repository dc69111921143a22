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
    private readonly bool _onlyPlans;
    private readonly Action _onPastMost = static () => { };
    private long _most = long.MaxValue;
    private long _wanted;
    private long? _counted;
    private string? _confirmedBy;
    private RunBlock? _block;

    /// <summary>Counts what a run does.</summary>
    public RunCounts()
    {
    }

    private RunCounts(long most, Action onPastMost)
    {
        _onlyPlans = true;
        _most = most;
        _onPastMost = onPastMost;
    }

    /// <summary>Whether the run only counts what it would delete. Then it must change nothing else either.</summary>
    public bool OnlyPlans => _onlyPlans;

    /// <summary>The number of rows that the run wanted to delete.</summary>
    internal long Wanted => Interlocked.Read(ref _wanted);

    /// <summary>The clocks when the run began; null in tests that have no run.</summary>
    internal ClockReading? Clock { get; init; }

    /// <summary>Counts of a run that only counts what it would delete.</summary>
    /// <param name="most">The maximum number of rows that the run may delete.</param>
    /// <param name="onPastMost">Called once when it would delete more.</param>
    internal static RunCounts ForPlan(long most, Action onPastMost) => new(most, onPastMost);

    /// <summary>Counts rows that were looked at.</summary>
    public void AddExamined(long count = 1) => Interlocked.Add(ref _examined, count);

    /// <summary>Deletes a row and counts it, unless the run only counts what it would delete, or has reached its limit.</summary>
    /// <param name="delete">Deletes the row; says whether this call deleted it.</param>
    /// <returns>Whether this call deleted it.</returns>
    public async Task<bool> DeleteAsync(Func<Task<bool>> delete)
    {
        ArgumentNullException.ThrowIfNull(delete);
        return await DeleteAsync(1, async () => await delete() ? 1 : 0) > 0;
    }

    /// <summary>Deletes rows and counts them, unless the run only counts what it would delete, or has reached its limit.</summary>
    /// <param name="rows">The number of rows to delete.</param>
    /// <param name="delete">Deletes them; returns how many records this call deleted.</param>
    /// <returns>The number of records that this call deleted.</returns>
    public async Task<long> DeleteAsync(long rows, Func<Task<long>> delete)
    {
        ArgumentNullException.ThrowIfNull(delete);
        long wanted = Interlocked.Add(ref _wanted, rows);
        if (wanted > _most && wanted - rows <= _most)
            _onPastMost();
        if (_onlyPlans || wanted > _most)
            return 0;
        long deleted = await delete();
        Interlocked.Add(ref _deleted, deleted);
        return deleted;
    }

    /// <summary>Counts rows from which a value was deleted.</summary>
    public void AddWiped(long count = 1) => Interlocked.Add(ref _wiped, count);

    /// <summary>Counts notices that were put into the queue.</summary>
    public void AddQueued(long count = 1) => Interlocked.Add(ref _queued, count);

    /// <summary>Counts rows or steps that failed.</summary>
    public void AddFailed(long count = 1) => Interlocked.Add(ref _failed, count);

    /// <summary>Notes a file that proves what the run did. A row has room for some hundred files.</summary>
    public void AddFile(RunFile file) => _files.Enqueue(file);

    /// <summary>Notes a further count. A row has room for some thousand.</summary>
    public void AddTally(RunTally tally) => _tallies.Enqueue(tally);

    /// <summary>Records that the run stopped at the limit of its time or its number of rows, and that the next run continues.</summary>
    public void SetToBeContinued() => _toBeContinued = true;

    /// <summary>Limits how many rows the run deletes.</summary>
    internal void LimitTo(long rows) => _most = rows;

    /// <summary>Notes how many rows the table has.</summary>
    internal void SetCounted(long rows) => _counted = rows;

    /// <summary>Notes who confirmed that the run may delete more than its limit: an object id.</summary>
    internal void SetConfirmedBy(string objectId) => _confirmedBy = objectId;

    /// <summary>Notes why the run stopped, and counts it as failed.</summary>
    internal void Block(RunBlock block)
    {
        _block = block;
        AddFailed();
    }

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
            // The same step runs again after the counting, and fails again if storage still fails.
            if (!_onlyPlans)
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
        Counted = _counted,
        ConfirmedBy = _confirmedBy,
        Block = _block,
        Files = _files.IsEmpty ? [] : [.. _files],
        Tallies = _tallies.IsEmpty ? [] : [.. _tallies],
    };
}
