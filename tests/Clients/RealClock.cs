namespace LeerId.Clients.Tests;

/// <summary>
/// The real time of day, which clients compare with their own; the time that has passed can be moved, so that this app reads its secrets again.
/// </summary>
internal sealed class RealClock : TimeProvider
{
    private long _passed;

    public void Pass(TimeSpan time) => Interlocked.Add(ref _passed, (long)(time.TotalSeconds * TimestampFrequency));

    public override long GetTimestamp() => System.GetTimestamp() + Interlocked.Read(ref _passed);
}
