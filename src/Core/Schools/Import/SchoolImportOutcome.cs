namespace LeerId.Schools.Import;

/// <summary>How an import ended.</summary>
public abstract record SchoolImportOutcome
{
    private SchoolImportOutcome()
    {
    }

    /// <summary>The list is as the file has it, or would be after a dry run.</summary>
    /// <param name="Changes">What changed.</param>
    public sealed record Accepted(SchoolListChanges Changes) : SchoolImportOutcome;

    /// <summary>The file is not text, or lacks a column that it must have; nothing is changed.</summary>
    /// <param name="Faults">The first 20,000 faults.</param>
    public sealed record Unreadable(IReadOnlyList<SchoolFileFault> Faults) : SchoolImportOutcome;

    /// <summary>Lines of the file are not allowed; nothing is changed.</summary>
    /// <param name="FaultCount">How many faults there are.</param>
    /// <param name="Faults">The first 20,000 of them.</param>
    public sealed record Faulty(int FaultCount, IReadOnlyList<SchoolFileFault> Faults) : SchoolImportOutcome;

    /// <summary>Schools go from the list, and the call states another number of them, or none although it must. Nothing is changed.</summary>
    /// <param name="Removes">How many go.</param>
    /// <param name="Schools">How many are on the list.</param>
    public sealed record RemovalNotStated(int Removes, int Schools) : SchoolImportOutcome;

    /// <summary>The list was changed by somebody else meanwhile: what was checked is not what would be replaced. Nothing is changed.</summary>
    public sealed record Overtaken : SchoolImportOutcome;
}
