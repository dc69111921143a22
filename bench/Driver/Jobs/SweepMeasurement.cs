using System.Diagnostics;
using LeerId.Retention;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Bench.Driver.Jobs;

/// <summary>What the retention sweep costs.</summary>
/// <param name="Snapshots">How many snapshots there are; one in a thousand is expired.</param>
/// <param name="Deleted">How many it deleted.</param>
/// <param name="Transactions">How many storage transactions it took, its record included.</param>
/// <param name="Seconds">How long it took; every run.</param>
/// <param name="MegabytesAtMost">How far managed memory rose above the start in a run of its own, the count of the requests included, MiB.</param>
internal sealed record SweepResult(int Snapshots, long Deleted, int Transactions, IReadOnlyList<double> Seconds, double MegabytesAtMost);

internal static class SweepMeasurement
{
    private const double Megabyte = 1024 * 1024;
    private const int RequestsBetweenLooks = 20;

    private static readonly DateTimeOffset Now = new(2026, 9, 2, 0, 30, 0, TimeSpan.Zero);

    /// <summary>Sweeps tables of each size in turn, round after round; then once more each, to look at memory.</summary>
    public static async Task<IReadOnlyList<SweepResult>> RunAsync(string storage, IReadOnlyList<int> sizes, int rounds)
    {
        Dictionary<int, List<SweepRun>> runs = sizes.ToDictionary(size => size, _ => new List<SweepRun>());
        // The first round compiles.
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
        proxy.Instead = new ServedSnapshots(snapshots).Instead;
        await using ServiceProvider services = JobServices.At(Now, proxy.ConnectionString);
        RetentionSweep sweep = services.GetRequiredService<RetentionSweep>();
        // The nightly count, which the sweep compares with.
        await services.GetRequiredService<SnapshotCount>().RunAsync(CancellationToken.None);
        proxy.Requests.Clear();
        long start = GC.GetTotalMemory(forceFullCollection: true), peak = start;
        int requests = 0;
        Lock gate = new();
        if (looksAtMemory)
            proxy.Before = _ =>
            {
                // What is alive, not what waits to be collected.
                if (Interlocked.Increment(ref requests) % RequestsBetweenLooks == 0)
                    lock (gate)
                        peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
                return Task.CompletedTask;
            };

        long began = Stopwatch.GetTimestamp();
        long deleted = (await sweep.RunAsync(CancellationToken.None)).Deleted;
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        if (looksAtMemory)
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
        // The tables are made once, whatever their size.
        int transactions = proxy.Requests.Count(request => request != "POST Tables");
        return new SweepRun(deleted, transactions, seconds, (peak - start) / Megabyte);
    }

    private sealed record SweepRun(long Deleted, int Transactions, double Seconds, double MegabytesAtMost);
}
