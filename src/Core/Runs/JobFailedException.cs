namespace LeerId.Runs;

/// <summary>A run of a timer ended, is recorded, and did not do everything: what the host is to report. No personal data.</summary>
public sealed class JobFailedException(RunRecord record)
    : Exception($"{record.Job}: {record.Failed} of {record.Examined} failed; the next run takes them up.")
{
    /// <summary>What the run did.</summary>
    public RunRecord Record { get; } = record;
}
