using System.Diagnostics;

namespace LeerId.Testing;

/// <summary>Waits, up to a limit, for a condition that another thread or process fulfils.</summary>
public static class Eventually
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    public static Task TrueAsync(string what, Func<bool> condition, CancellationToken cancellationToken) =>
        TrueAsync(what, () => Task.FromResult(condition()), cancellationToken);

    public static async Task TrueAsync(string what, Func<Task<bool>> condition, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(start) > Timeout)
                throw new TimeoutException($"Not within {Timeout.TotalSeconds:0} seconds: {what}.");
            await Task.Delay(Poll, TimeProvider.System, cancellationToken);
        }
    }
}
