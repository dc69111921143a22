namespace LeerId.Schools.Import;

/// <summary>The outcome of an import.</summary>
public abstract record SchoolImportOutcome
{
    private SchoolImportOutcome()
    {
    }

    /// <summary>The list has the contents of the file, or would have them after a real run.</summary>
    /// <param name="Changes">The changes.</param>
    public sealed record Accepted(SchoolListChanges Changes) : SchoolImportOutcome;

    /// <summary>The file is not text, or lacks a required column. Nothing is changed.</summary>
    /// <param name="Faults">The first 20,000 faults.</param>
    public sealed record Unreadable(IReadOnlyList<SchoolFileFault> Faults) : SchoolImportOutcome;

    /// <summary>Lines of the file are not allowed. Nothing is changed.</summary>
    /// <param name="FaultCount">The number of faults.</param>
    /// <param name="Faults">The first 20,000 of them.</param>
    public sealed record Faulty(int FaultCount, IReadOnlyList<SchoolFileFault> Faults) : SchoolImportOutcome;

    /// <summary>The import would remove schools, and the call states a different number, or none although it must. Nothing is changed.</summary>
    /// <param name="Removes">The number of schools that it would remove.</param>
    /// <param name="Schools">The number of schools on the list.</param>
    public sealed record RemovalNotStated(int Removes, int Schools) : SchoolImportOutcome;

    /// <summary>Somebody else changed the list after it was checked. Nothing is changed.</summary>
    public sealed record Overtaken : SchoolImportOutcome;
}
