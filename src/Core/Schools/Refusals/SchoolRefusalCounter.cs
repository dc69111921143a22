using System.Collections.Concurrent;
using LeerId.Calendar;
using LeerId.Storage;
using Microsoft.Extensions.Logging;

namespace LeerId.Schools.Refusals;

/// <summary>
/// Counts in memory, per school and day of Brussels, the sign-ins that were refused because no school has a contract, while the officer's switch is on
/// (docs/adr/0021). Nothing about the pupil is kept. The counts are added to the table every hour, and when the app stops.
/// </summary>
public sealed partial class SchoolRefusalCounter(
    RefusalCountingSwitch counting, SchoolRefusalRows rows, TimeProvider clock, ILogger<SchoolRefusalCounter> logger)
{
    /// <summary>The maximum number of counts in memory: more than there are schools in Flanders. Refusals of further schools are not counted.</summary>
    internal const int MaximumCounts = 10_000;

    private const int WritesAtOnce = 8;

    private readonly Lock _lock = new();
    private Dictionary<(DateOnly Day, SchoolNumber School), long> _counts = [];
    private long _notCounted;

    /// <summary>
    /// Counts a refused sign-in, once for each of the pupil's schools. It never fails, and a sign-in need not wait for it. If the state of the switch is
    /// unknown, nothing is counted.
    /// </summary>
    /// <param name="schools">The schools in which the pupil is enrolled. None of them has a contract today.</param>
    public async Task AddAsync(IReadOnlyCollection<SchoolNumber> schools)
    {
        ArgumentNullException.ThrowIfNull(schools);
        DateOnly day = BrusselsTime.Today(clock);
        try
        {
            if (!await counting.IsOnAsync(CancellationToken.None))
                return;
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            return;
        }

        lock (_lock)
        {
            foreach (SchoolNumber school in schools.Distinct())
                Add((day, school), 1);
        }
    }

    /// <summary>
    /// Adds the counts to the table and empties the memory. Counts that storage refuses stay in memory until the next call. If the switch was turned off
    /// meanwhile, they are dropped.
    /// </summary>
    /// <param name="cancellationToken">Ends the work; counts that aren't written stay in memory.</param>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        Dictionary<(DateOnly Day, SchoolNumber School), long> counts;
        long notCounted;
        lock (_lock)
        {
            (counts, notCounted) = (_counts, _notCounted);
            (_counts, _notCounted) = ([], 0);
        }

        if (notCounted > 0)
            LogNotCounted(notCounted, MaximumCounts);
        if (counts.Count == 0)
            return;

        ConcurrentQueue<Exception> failures = [];
        string write = Guid.NewGuid().ToString("N");
        bool isOn = await TryAsync(
            async () =>
            {
                if (!(await counting.ReadAsync(cancellationToken)).IsOn)
                    counts.Clear();
            },
            failures);
        // The token ends each request but not the loop, because counts that were not attempted would be lost.
        await Parallel.ForEachAsync(counts, SideBySide.AtMost(WritesAtOnce, CancellationToken.None), async (count, _) =>
        {
            SchoolRefusals refusals = new(count.Key.Day, count.Key.School, count.Value);
            if (isOn && await TryAsync(() => rows.AddAsync(refusals, write, cancellationToken), failures))
                return;
            lock (_lock)
                Add(count.Key, count.Value);
        });
        if (failures.TryPeek(out Exception? failure))
            LogNotWritten(failures.Count, failure);
    }

    private static async Task<bool> TryAsync(Func<Task> step, ConcurrentQueue<Exception> failures)
    {
        try
        {
            await step();
            return true;
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            failures.Enqueue(exception);
            return false;
        }
    }

    private void Add((DateOnly Day, SchoolNumber School) key, long count)
    {
        if (_counts.Count < MaximumCounts || _counts.ContainsKey(key))
            _counts[key] = _counts.GetValueOrDefault(key) + count;
        else
            _notCounted += count;
    }

    [LoggerMessage(
        EventId = 3033, Level = LogLevel.Warning,
        Message = "{Count} counts of refused sign-ins per school could not be written; they are retried in an hour")]
    private partial void LogNotWritten(int count, Exception exception);

    [LoggerMessage(
        EventId = 3034, Level = LogLevel.Warning,
        Message = "{Count} refused sign-ins were not counted, because the memory holds at most {Maximum} counts of days and schools")]
    private partial void LogNotCounted(long count, int maximum);
}
