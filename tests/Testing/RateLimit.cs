using System.Diagnostics;

namespace LeerId.Testing;

/// <summary>
/// Limits the number of requests per second, as an overloaded storage account does. Requests beyond the limit wait. A request counts even if its
/// client has given up meanwhile.
/// </summary>
public sealed class RateLimit
{
    private readonly Lock _lock = new();
    private long _last;

    /// <summary>The maximum number of requests per second; null for no limit.</summary>
    public double? PerSecond { get; set; }

    /// <summary>Waits until the limit allows another request.</summary>
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
