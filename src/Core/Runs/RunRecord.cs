namespace LeerId.Runs;

/// <summary>The record of one run of a timer. It proves deletions (protocol, articles 3, 6 and 11) and has no data of pupils.</summary>
public sealed record RunRecord
{
    /// <summary>The job's name, which is that of its function, such as <c>DeleteExpired</c>.</summary>
    public required string Job { get; init; }

    /// <summary>When it started, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended, UTC; null while it runs. It stays null if the host killed the run.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The moment before which the run deleted data, UTC; null when the job has none.</summary>
    public DateTimeOffset? CutOff { get; init; }

    /// <summary>The ground for that cut-off, such as <c>retention-period</c> or <c>agreement-ended</c>; null when the job has one ground only.</summary>
    public string? Ground { get; init; }

    /// <summary>The number of rows that it examined.</summary>
    public long Examined { get; init; }

    /// <summary>The number of rows that it deleted.</summary>
    public long Deleted { get; init; }

    /// <summary>The number of rows from which it deleted a value.</summary>
    public long Wiped { get; init; }

    /// <summary>The number of notices that it put into the queue.</summary>
    public long Queued { get; init; }

    /// <summary>The number of rows or steps that failed. The next run retries them.</summary>
    public long Failed { get; init; }

    /// <summary>Whether it stopped at the limit of its time or its number of rows. That is no failure, and the next run continues.</summary>
    public bool ToBeContinued { get; init; }

    /// <summary>The approximate number of rows of the table before the run deleted any; null for a run without a limit.</summary>
    public long? Counted { get; init; }

    /// <summary>The object id of the member of staff who confirmed that the run may exceed <see cref="DeletionLimit"/>; null when nobody had to.</summary>
    public string? ConfirmedBy { get; init; }

    /// <summary>The reason why the run was stopped; null if it was not stopped. A run that was stopped counts as failed.</summary>
    public RunBlock? Block { get; init; }

    /// <summary>
    /// The time of the instance's clock, UTC, if it was wrong. The other moments of the record are then those of storage, so that the record is sorted
    /// correctly. Null if the clock was right.
    /// </summary>
    public DateTimeOffset? WrongTime { get; init; }

    /// <summary>The files that prove what it did, such as the manifests of the archive; empty for a run without any.</summary>
    public IReadOnlyList<RunFile> Files { get; init; } = [];

    /// <summary>Further counts by name, such as the snapshots that expire in each month; empty for a run without any.</summary>
    public IReadOnlyList<RunTally> Tallies { get; init; } = [];

    /// <summary>The version of the software.</summary>
    public required string Version { get; init; }

    /// <summary>Whether it ended and nothing failed.</summary>
    public bool Succeeded => EndedAt is not null && Failed == 0;
}
