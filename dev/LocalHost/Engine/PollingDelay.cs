namespace LeerId.LocalHost.Engine;

/// <summary>The delay between polls of an empty queue: 100 ms, then doubled up to the maximum.</summary>
internal sealed class PollingDelay(TimeSpan longest)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private TimeSpan _next = Shortest;

    public void Reset() => _next = Shortest;

    public TimeSpan Next()
    {
        TimeSpan delay = _next < longest ? _next : longest;
        _next = delay * 2;
        return delay;
    }
}
