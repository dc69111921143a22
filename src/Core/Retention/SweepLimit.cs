using LeerId.Runs;

namespace LeerId.Retention;

/// <summary>How many snapshots one run takes, and for how long; all its ranges share it. The next run takes the rest.</summary>
/// <param name="snapshots">The number of snapshots.</param>
/// <param name="time">The time from now.</param>
/// <param name="counts">Records that the run must be continued.</param>
/// <param name="clock">The clock.</param>
internal sealed class SweepLimit(int snapshots, TimeSpan time, RunCounts counts, TimeProvider clock)
{
    private readonly long _start = clock.GetTimestamp();
    private int _left = snapshots;

    /// <summary>Whether the run takes one more snapshot.</summary>
    public bool TakesOneMore()
    {
        if (clock.GetElapsedTime(_start) < time && Interlocked.Decrement(ref _left) >= 0)
            return true;
        counts.SetToBeContinued();
        return false;
    }
}
