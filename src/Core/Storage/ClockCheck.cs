namespace LeerId.Storage;

/// <summary>
/// Compares the clock of this instance with that of storage. A wrong clock must not decide what is deleted: one that is four years ahead makes every
/// snapshot and every entry of the privacy log look expired (docs/adr/0029).
/// </summary>
public sealed class ClockCheck(IStorageTime storage, TimeProvider clock)
{
    /// <summary>The maximum difference between the clocks.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Reads both clocks.</summary>
    /// <inheritdoc cref="IStorageTime.ReadAsync" path="/exception" />
    public async Task<ClockReading> ReadAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset there = await storage.ReadAsync(cancellationToken);
        return new ClockReading(clock.GetUtcNow(), there);
    }
}

/// <summary>The times of two clocks at the same moment.</summary>
/// <param name="Here">The time of this instance, UTC.</param>
/// <param name="Storage">The time of storage, UTC.</param>
public sealed record ClockReading(DateTimeOffset Here, DateTimeOffset Storage)
{
    /// <summary>Whether the clock of this instance is right, as far as storage knows.</summary>
    public bool IsRight => (Here - Storage).Duration() <= ClockCheck.Tolerance;
}
