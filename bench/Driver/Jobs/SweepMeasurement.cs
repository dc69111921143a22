using System.Diagnostics;
using LeerId.Retention;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Bench.Driver.Jobs;

/// <summary>What the retention sweep costs.</summary>
/// <param name="Snapshots">How many snapshots there are; one in a thousand is expired.</param>
/// <param name="Deleted">How many it deleted.</param>
/// <param name="Transactions">How many storage transactions it took, its record included.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="MegabytesAtMost">How far managed memory rose above the start, MiB.</param>
internal sealed record SweepResult(int Snapshots, long Deleted, int Transactions, double Seconds, double MegabytesAtMost);

internal static class SweepMeasurement
{
    private const double Megabyte = 1024 * 1024;

    // A collection at each request would be most of what is timed.
    private const int RequestsBetweenLooks = 50;

    private static readonly DateTimeOffset Now = new(2026, 9, 2, 0, 30, 0, TimeSpan.Zero);

    public static async Task<SweepResult> RunAsync(string storage, int snapshots)
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(storage);
        proxy.Instead = new ServedSnapshots(snapshots).Instead;
        await using ServiceProvider services = JobServices.At(Now, proxy.ConnectionString);
        RetentionSweep sweep = services.GetRequiredService<RetentionSweep>();
        long start = GC.GetTotalMemory(forceFullCollection: true), peak = start;
        int requests = 0;
        proxy.Before = _ =>
        {
            if (Interlocked.Increment(ref requests) % RequestsBetweenLooks == 0)
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
            return Task.CompletedTask;
        };

        long began = Stopwatch.GetTimestamp();
        long deleted = (await sweep.RunAsync(CancellationToken.None)).Deleted;
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        // The tables are made once, whatever their size.
        int transactions = proxy.Requests.Count(request => request != "POST Tables");
        return new SweepResult(snapshots, deleted, transactions, seconds, (peak - start) / Megabyte);
    }
}
