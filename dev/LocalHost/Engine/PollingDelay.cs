namespace LeerId.LocalHost.Engine;

/// <summary>The wait between looks at an empty queue: 100 ms, then doubling up to the longest.</summary>
internal sealed class PollingDelay(TimeSpan longest)
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(100);
    private TimeSpan _next = s_shortest;

    public void Reset() => _next = s_shortest;

    public TimeSpan Next()
    {
        TimeSpan delay = _next < longest ? _next : longest;
        _next = delay * 2;
        return delay;
    }
}
