using LeerId.Testing;

namespace LeerId.Bench.Driver.Jobs;

/// <summary>
/// The peak of live managed memory while a job sends its requests through a proxy, in MiB above the start. Each look collects garbage first, so a job
/// that is looked at is not timed.
/// </summary>
internal sealed class MemoryPeak
{
    private const double Megabyte = 1024 * 1024;
    private const int RequestsBetweenLooks = 20;

    private readonly long _start = GC.GetTotalMemory(forceFullCollection: true);
    private readonly Lock _lock = new();
    private long _peak;
    private int _requests;

    /// <summary>Looks at every twentieth request from now on.</summary>
    public MemoryPeak(StorageProxy proxy)
    {
        proxy.Before = _ =>
        {
            if (Interlocked.Increment(ref _requests) % RequestsBetweenLooks == 0)
                Look();
            return Task.CompletedTask;
        };
    }

    /// <summary>The peak up to now.</summary>
    public double MegabytesAboveStart()
    {
        Look();
        return Math.Max(0, (_peak - _start) / Megabyte);
    }

    private void Look()
    {
        lock (_lock)
            _peak = Math.Max(_peak, GC.GetTotalMemory(forceFullCollection: true));
    }
}
