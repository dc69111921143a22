namespace LeerId.Runs;

/// <summary>A run did part of its work, or was stopped. Its record is stored, and the next run continues.</summary>
public sealed class RunFailedException(RunRecord record)
    : Exception(record?.Block switch
    {
        RunBlock.WrongClock => $"{record.Job} did nothing, because the clock of this instance is wrong.",
        RunBlock.TooManyRows => $"{record.Job} would delete too many rows, and waits for a confirmation; {record.Deleted} rows were deleted.",
        _ => $"{record?.Job} failed in {record?.Failed} places; {record?.Deleted} rows were deleted.",
    })
{
    /// <summary>The run's record.</summary>
    public RunRecord Record { get; } = record ?? throw new ArgumentNullException(nameof(record));
}
