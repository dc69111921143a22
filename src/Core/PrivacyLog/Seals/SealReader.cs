using System.Collections.Concurrent;
using Azure.Data.Tables;
using LeerId.Runs;
using LeerId.Storage;

namespace LeerId.PrivacyLog.Seals;

/// <summary>Reads the shards of unsealed days, from where the runs before stopped, and stores how far it came.</summary>
public sealed class SealReader(PrivacyLogDays days, SealProgress progress, TimeProvider clock)
{
    // Storage gives only so many rows of one partition per second.
    private const int ShardsAtOnce = 4;

    // After this time a reading is stored. When the host kills a run, so much of each shard is lost.
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(10);

    /// <summary>Reads the shards in turns: a huge day takes its turns with the others, so that it keeps no later day from being read.</summary>
    /// <param name="first">The first day.</param>
    /// <param name="last">The last day.</param>
    /// <param name="time">How long to read. At the end of it each shard finishes its page and is stored.</param>
    /// <param name="counts">Counts the rows.</param>
    /// <param name="cancellationToken">Ends the reading at once; what was stored remains.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused; what was stored remains.</exception>
    public async Task ReadAsync(DateOnly first, DateOnly last, TimeSpan time, RunCounts counts, CancellationToken cancellationToken)
    {
        long start = clock.GetTimestamp();
        ConcurrentQueue<ShardReading> waiting = new(await progress.ListUnfinishedAsync(first, last, cancellationToken));
        await Parallel.ForEachAsync(
            Enumerable.Range(0, ShardsAtOnce), SideBySide.AtMost(ShardsAtOnce, cancellationToken),
            async (_, token) =>
            {
                while (!IsOver() && waiting.TryDequeue(out ShardReading? reading))
                {
                    await ReadTurnAsync(reading, IsOver, counts, token);
                    // If another run has stored this shard meanwhile, the shard is left to that run.
                    if (await progress.TrySaveAsync(reading, token) && reading.Root is null)
                        waiting.Enqueue(reading);
                }
            });

        bool IsOver() => clock.GetElapsedTime(start) >= time;
    }

    private async Task ReadTurnAsync(ShardReading reading, Func<bool> isOver, RunCounts counts, CancellationToken cancellationToken)
    {
        using CanonicalRow canonical = new();
        long start = clock.GetTimestamp();
        await foreach (IReadOnlyList<TableEntity> rows in days.PagesAsync(reading.Shard, reading.Last, cancellationToken))
        {
            reading.Add(rows, canonical);
            counts.AddExamined(rows.Count);
            // A turn that ended on empty pages would begin again where it began.
            if ((rows.Count > 0 && clock.GetElapsedTime(start) >= Turn) || isOver())
                return;
        }

        reading.Finish();
    }
}
