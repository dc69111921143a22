namespace LeerId.Runs;

/// <summary>Thrown when part of a run failed. The record of the run is stored, and the next run retries that part.</summary>
public sealed class RunFailedException(RunRecord record)
    : Exception($"{record?.Job} failed in {record?.Failed} places; {record?.Deleted} rows were deleted.")
{
    /// <summary>The run's record.</summary>
    public RunRecord Record { get; } = record ?? throw new ArgumentNullException(nameof(record));
}
