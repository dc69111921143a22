namespace LeerId.Runs;

/// <summary>
/// How many rows a run may delete unless a member of staff confirms it: a fifth of the rows that the previous run counted, and always
/// <see cref="AlwaysAllowed"/>.
/// </summary>
/// <param name="Counted">How many rows the previous run counted; for the first run, how many there are.</param>
public readonly record struct DeletionLimit(long Counted)
{
    /// <summary>How many rows every run may delete, however small the table is.</summary>
    public const long AlwaysAllowed = 1000;

    private const int Part = 5;

    /// <summary>The largest number of rows that is allowed.</summary>
    public long Rows => Math.Max(AlwaysAllowed, Counted / Part);
}
