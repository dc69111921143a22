using System.Text.Json.Serialization;

namespace LeerId.Schools.Import;

/// <summary>The changes that an import makes.</summary>
public sealed record SchoolListChanges
{
    // A truncated list must not lock out the pupils of the schools that it lacks. From this number on, the caller must state how many schools are removed.
    private const int FewRemovals = 10;
    private const int SmallShare = 20;

    /// <summary>Whether it was a dry run, which changes nothing.</summary>
    public required bool DryRun { get; init; }

    /// <summary>Schools that were not on the list.</summary>
    public required IReadOnlyList<SchoolName> Added { get; init; }

    /// <summary>Schools whose contract, name, board, former numbers or municipality change.</summary>
    public required IReadOnlyList<ChangedSchool> Changed { get; init; }

    /// <summary>Schools that are removed from the list.</summary>
    public required IReadOnlyList<SchoolName> Removed { get; init; }

    /// <summary>The number of schools that are removed from the list.</summary>
    public int RemovedCount => Removed.Count;

    /// <summary>Whether the caller must state that number, because it is more than ten and more than 5 % of the list.</summary>
    public bool MustStateRemoves { get; init; }

    /// <summary>The number of schools that don't change.</summary>
    public required int Unchanged { get; init; }

    /// <summary>The number of warnings.</summary>
    public required int WarningCount { get; init; }

    /// <summary>The first 20,000 warnings.</summary>
    public required IReadOnlyList<SchoolFileWarning> Warnings { get; init; }

    /// <summary>The revision of the list before the import.</summary>
    [JsonIgnore]
    public long Revision { get; init; }

    /// <summary>Whether it repairs rows that somebody damaged, added or removed by hand.</summary>
    [JsonIgnore]
    public bool RepairsRows { get; init; }

    /// <summary>Whether nothing changes, not even rows that were changed by hand.</summary>
    [JsonIgnore]
    public bool IsEmpty => Added.Count + Changed.Count + Removed.Count == 0 && !RepairsRows;

    internal static SchoolListChanges Between(
        SchoolList former, IReadOnlyCollection<SchoolContract> next, SchoolFileWarnings warnings, bool dryRun)
    {
        Dictionary<SchoolNumber, SchoolContract> before = former.Contracts.ToDictionary(school => school.Number);
        HashSet<SchoolNumber> after = [.. next.Select(school => school.Number)];
        SchoolContract[] ordered = [.. next.OrderBy(school => school.Number)];
        ChangedSchool[] changed = [.. ordered
            .Where(school => before.ContainsKey(school.Number))
            .Select(school => new ChangedSchool(before[school.Number], school, [.. Differences(before[school.Number], school)]))
            .Where(school => school.Fields.Count > 0)];
        SchoolName[] removed = [.. former.Contracts.Where(school => !after.Contains(school.Number)).Select(Named)];
        SchoolName[] added = [.. ordered.Where(school => !before.ContainsKey(school.Number)).Select(Named)];
        return new SchoolListChanges
        {
            DryRun = dryRun,
            Added = added,
            Changed = changed,
            Removed = removed,
            MustStateRemoves = removed.Length > FewRemovals && removed.Length * SmallShare > former.Contracts.Count,
            Revision = former.Revision,
            RepairsRows = former.UnreadableRows > 0 || !former.IsCounted,
            Unchanged = ordered.Length - added.Length - changed.Length,
            WarningCount = warnings.Count,
            Warnings = warnings.First,
        };
    }

    /// <summary>Whether the stated number of removed schools is correct, or isn't required and not stated.</summary>
    internal bool IsStated(int? removes) => removes is null ? !MustStateRemoves : removes == RemovedCount;

    private static SchoolName Named(SchoolContract school) => new(school.Number, school.Name);

    private static IEnumerable<string> Differences(SchoolContract one, SchoolContract other)
    {
        if (one.Name != other.Name)
            yield return "name";
        if (one.From != other.From)
            yield return "from";
        if (one.Until != other.Until)
            yield return "until";
        if (one.Board != other.Board)
            yield return "board";
        if (!one.FormerNumbers.ToHashSet().SetEquals(other.FormerNumbers))
            yield return "formerNumbers";
        if (one.Municipality != other.Municipality)
            yield return "municipality";
    }
}

/// <summary>A school by number and name.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Name">Its name.</param>
public sealed record SchoolName(SchoolNumber Number, string Name);

/// <summary>A school that an import changes.</summary>
public sealed record ChangedSchool
{
    internal ChangedSchool(SchoolContract before, SchoolContract after, IReadOnlyList<string> fields) => (Before, After, Fields) = (before, after, fields);

    /// <summary>Its number.</summary>
    public SchoolNumber Number => After.Number;

    /// <summary>Its new name.</summary>
    public string Name => After.Name;

    /// <summary>The fields that change: name, from, until, board, formerNumbers or municipality.</summary>
    public IReadOnlyList<string> Fields { get; }

    /// <summary>The contract before the import.</summary>
    [JsonIgnore]
    public SchoolContract Before { get; }

    /// <summary>The contract after the import.</summary>
    [JsonIgnore]
    public SchoolContract After { get; }
}
