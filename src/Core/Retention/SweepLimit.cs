using LeerId.Runs;

namespace LeerId.Retention;

/// <summary>Limits the number of snapshots that one run processes, and its time. All its ranges share the limit. The next run continues.</summary>
/// <param name="snapshots">The number of snapshots.</param>
/// <param name="time">The time, from the creation of this limit on.</param>
/// <param name="counts">Records that the run must be continued.</param>
/// <param name="clock">The clock.</param>
internal sealed class SweepLimit(int snapshots, TimeSpan time, RunCounts counts, TimeProvider clock)
{
    private readonly long _start = clock.GetTimestamp();
    private int _left = snapshots;

    /// <summary>Whether the run may process one more snapshot.</summary>
    public bool TakesOneMore()
    {
        if (clock.GetElapsedTime(_start) < time && Interlocked.Decrement(ref _left) >= 0)
            return true;
        counts.SetToBeContinued();
        return false;
    }
}
