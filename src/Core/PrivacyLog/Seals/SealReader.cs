using System.Collections.Concurrent;
using Azure.Data.Tables;
using LeerId.Runs;
using LeerId.Storage;

namespace LeerId.PrivacyLog.Seals;

/// <summary>Reads the shards of unsealed days from where earlier runs stopped, and stores the progress.</summary>
public sealed class SealReader(PrivacyLogDays days, SealProgress progress, TimeProvider clock)
{
    // Storage limits the rows per second of one partition, so several shards are read at once.
    private const int ShardsAtOnce = 4;

    // After this time a reading is stored. If the host kills a run, this much reading of each shard is lost.
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(10);

    /// <summary>Reads the shards in turns, so that a very large day does not delay later days.</summary>
    /// <param name="first">The first day.</param>
    /// <param name="last">The last day.</param>
    /// <param name="time">How long to read. When this time is over, each shard finishes its page and is stored.</param>
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
                    // If another run has stored this shard meanwhile, that run continues with it.
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
            // A turn does not end after empty pages, because the next turn would start at the same row.
            if ((rows.Count > 0 && clock.GetElapsedTime(start) >= Turn) || isOver())
                return;
        }

        reading.Finish();
    }
}
