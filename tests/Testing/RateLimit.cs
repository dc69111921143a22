using System.Diagnostics;

namespace LeerId.Testing;

/// <summary>
/// Storage that can handle a limited number of requests per second. Other requests wait for their turn. They use it even if their client has
/// given up meanwhile.
/// </summary>
public sealed class RateLimit
{
    private readonly Lock _lock = new();
    private long _last;

    /// <summary>The number of turns per second; null for no limit.</summary>
    public double? PerSecond { get; set; }

    /// <summary>Waits for the next free turn.</summary>
    public Task AcquireAsync()
    {
        if (PerSecond is not { } perSecond)
            return Task.CompletedTask;
        lock (_lock)
        {
            long now = Stopwatch.GetTimestamp();
            _last = Math.Max(_last, now) + (long)(Stopwatch.Frequency / perSecond);
            return Task.Delay(Stopwatch.GetElapsedTime(now, _last), TimeProvider.System);
        }
    }
}
