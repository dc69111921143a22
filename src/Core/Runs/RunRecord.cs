namespace LeerId.Runs;

/// <summary>What one run of a timer did: the proof of deletion (protocol, articles 3, 6 and 11). No personal data.</summary>
public sealed record RunRecord
{
    /// <summary>The job's name, which is that of its function, such as <c>DeleteExpired</c>.</summary>
    public required string Job { get; init; }

    /// <summary>When it started, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended, UTC; null while it runs, and for ever when it was killed.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The moment before which data were to go, UTC; null when the job has none.</summary>
    public DateTimeOffset? CutOff { get; init; }

    /// <summary>Why that cut-off, such as <c>retention-period</c> or <c>agreement-ended</c>; null when the job has one reason only.</summary>
    public string? Ground { get; init; }

    /// <summary>How many rows it looked at.</summary>
    public long Examined { get; init; }

    /// <summary>How many rows it deleted.</summary>
    public long Deleted { get; init; }

    /// <summary>How many rows it took a value out of.</summary>
    public long Wiped { get; init; }

    /// <summary>How many notices it put into the queue.</summary>
    public long Queued { get; init; }

    /// <summary>How many rows or steps failed; the next run takes them up.</summary>
    public long Failed { get; init; }

    /// <summary>Whether it stopped because its time was over: nothing failed, and the next run continues.</summary>
    public bool ToBeContinued { get; init; }

    /// <summary>About how many rows the table had before the run deleted any; null for a run that compares nothing with it.</summary>
    public long? Counted { get; init; }

    /// <summary>The object id of the member of staff who confirmed that the run may exceed <see cref="DeletionLimit"/>; null when nobody had to.</summary>
    public string? ConfirmedBy { get; init; }

    /// <summary>Why the run was stopped; null for a run that was not. A run that was stopped counts as failed.</summary>
    public RunBlock? Block { get; init; }

    /// <summary>
    /// What the clock of the instance said, UTC, if it was wrong. The other moments of the record are then those of storage, so that the record is in its
    /// place among the others. Null if the clock was right.
    /// </summary>
    public DateTimeOffset? WrongTime { get; init; }

    /// <summary>The files that prove what it did, such as the manifests of the archive; empty for a run without any.</summary>
    public IReadOnlyList<RunFile> Files { get; init; } = [];

    /// <summary>Further counts by name, such as the snapshots that expire in each month; empty for a run without any.</summary>
    public IReadOnlyList<RunTally> Tallies { get; init; } = [];

    /// <summary>The version of the software.</summary>
    public required string Version { get; init; }

    /// <summary>Whether it ended, and nothing failed.</summary>
    public bool Succeeded => EndedAt is not null && Failed == 0;
}
