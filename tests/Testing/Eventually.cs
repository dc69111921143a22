using System.Diagnostics;

namespace LeerId.Testing;

/// <summary>Waits until another thread or process makes a condition true, for at most 30 seconds.</summary>
public static class Eventually
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <param name="description">The condition as a clause, such as "the queue is empty", for the message of the exception.</param>
    /// <param name="condition">The condition.</param>
    /// <param name="cancellationToken">Cancels the waiting.</param>
    /// <exception cref="TimeoutException">The condition was still false after 30 seconds.</exception>
    public static Task TrueAsync(string description, Func<bool> condition, CancellationToken cancellationToken) =>
        TrueAsync(description, () => Task.FromResult(condition()), cancellationToken);

    /// <inheritdoc cref="TrueAsync(string, Func{bool}, CancellationToken)"/>
    public static async Task TrueAsync(string description, Func<Task<bool>> condition, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(start) > Timeout)
                throw new TimeoutException($"After {Timeout.TotalSeconds:0} seconds this is still not true: {description}.");
            await Task.Delay(Poll, TimeProvider.System, cancellationToken);
        }
    }
}
