namespace LeerId.Runs;

/// <summary>A run did part of its work; its record is stored, and the next run takes up the rest.</summary>
public sealed class RunFailedException(RunRecord record)
    : Exception($"{record?.Job} failed in {record?.Failed} places; {record?.Deleted} rows were deleted.")
{
    /// <summary>The run's record.</summary>
    public RunRecord Record { get; } = record ?? throw new ArgumentNullException(nameof(record));
}
