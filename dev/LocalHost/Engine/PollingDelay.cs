namespace LeerId.LocalHost.Engine;

/// <summary>The delay between two polls of an empty queue: first 100 ms, then twice the previous delay, up to the maximum.</summary>
internal sealed class PollingDelay(TimeSpan maximum)
{
    private static readonly TimeSpan Minimum = TimeSpan.FromMilliseconds(100);
    private TimeSpan _next = Minimum;

    public void Reset() => _next = Minimum;

    public TimeSpan Next()
    {
        TimeSpan delay = _next < maximum ? _next : maximum;
        _next = delay * 2;
        return delay;
    }
}
