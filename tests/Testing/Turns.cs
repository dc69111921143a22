using System.Diagnostics;

namespace LeerId.Testing;

/// <summary>
/// Storage that can do only so many requests per second. The others wait for their turn, and take it even if their client has given up meanwhile.
/// </summary>
public sealed class Turns
{
    private readonly Lock _lock = new();
    private long _last;

    /// <summary>How many there are per second; null for as many as are asked for.</summary>
    public double? PerSecond { get; set; }

    /// <summary>Waits for the next turn that nobody has.</summary>
    public Task NextAsync()
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
