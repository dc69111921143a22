using System.Diagnostics;
using LeerId.Retention;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Bench.Driver.Jobs;

/// <summary>The cost of the retention sweep.</summary>
/// <param name="Snapshots">The number of snapshots. One in a thousand has expired.</param>
/// <param name="Deleted">The number of deleted snapshots.</param>
/// <param name="Transactions">The number of storage transactions, including those for the record of the run.</param>
/// <param name="Seconds">The duration; every run.</param>
/// <param name="MegabytesAtMost">The peak of managed memory above the start in a separate run, in MiB. It includes the memory for counting
/// requests.</param>
internal sealed record SweepResult(int Snapshots, long Deleted, int Transactions, IReadOnlyList<double> Seconds, double MegabytesAtMost);

internal static class SweepMeasurement
{
    private static readonly DateTimeOffset Now = new(2026, 9, 2, 0, 30, 0, TimeSpan.Zero);

    /// <summary>Sweeps tables of each size in turn, for a number of rounds. Then sweeps each once more to measure memory.</summary>
    public static async Task<IReadOnlyList<SweepResult>> RunAsync(string storage, IReadOnlyList<int> sizes, int rounds)
    {
        Dictionary<int, List<SweepRun>> runs = sizes.ToDictionary(size => size, _ => new List<SweepRun>());
        // The first round includes the time of the compiler.
        for (int round = 0; round <= rounds; round++)
        {
            foreach (int size in sizes)
            {
                SweepRun run = await SweepAsync(storage, size, looksAtMemory: false);
                if (round > 0)
                    runs[size].Add(run);
            }
        }

        List<SweepResult> results = [];
        foreach ((int size, List<SweepRun> own) in runs)
        {
            SweepRun look = await SweepAsync(storage, size, looksAtMemory: true);
            results.Add(new SweepResult(size, look.Deleted, own.Max(run => run.Transactions), [.. own.Select(run => run.Seconds)], look.MegabytesAtMost));
        }

        return results;
    }

    private static async Task<SweepRun> SweepAsync(string storage, int snapshots, bool looksAtMemory)
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(storage);
        proxy.Intercept = new ServedSnapshots(snapshots).Intercept;
        await using ServiceProvider services = JobServices.At(Now, proxy.ConnectionString);
        RetentionSweep sweep = services.GetRequiredService<RetentionSweep>();
        // The nightly count, which the sweep compares with.
        await services.GetRequiredService<SnapshotCount>().RunAsync(CancellationToken.None);
        proxy.Requests.Clear();
        MemoryPeak? memory = looksAtMemory ? new MemoryPeak(proxy) : null;
        long began = Stopwatch.GetTimestamp();
        long deleted = (await sweep.RunAsync(CancellationToken.None)).Deleted;
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        double megabytes = memory?.MegabytesAboveStart() ?? 0;
        // The tables are created once, whatever their size.
        int transactions = proxy.Requests.Count(request => request != "POST Tables");
        return new SweepRun(deleted, transactions, seconds, megabytes);
    }

    private sealed record SweepRun(long Deleted, int Transactions, double Seconds, double MegabytesAtMost);
}
