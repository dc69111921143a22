namespace LeerId.Runs;

/// <summary>
/// The number of rows that a run may delete without the confirmation of a member of staff: a fifth of the rows that the previous run counted, but at least
/// <see cref="AlwaysAllowed"/>.
/// </summary>
/// <param name="Counted">The number of rows that the previous run counted; for the first run, the number that exist.</param>
public readonly record struct DeletionLimit(long Counted)
{
    /// <summary>The number of rows that every run may delete, even from a small table.</summary>
    public const long AlwaysAllowed = 1000;

    private const int Part = 5;

    /// <summary>The maximum number of rows.</summary>
    public long Rows => Math.Max(AlwaysAllowed, Counted / Part);
}
