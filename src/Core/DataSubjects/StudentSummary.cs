using LeerId.Staff;

namespace LeerId.DataSubjects;

/// <summary>
/// What a member of staff sees of a pupil on a screen, which may stay open where others pass: no uuid, and no more than the role needs (GDPR, article
/// 5(1)(c)). A class, not a record, so that it never prints itself; the same for its parts.
/// </summary>
/// <param name="kept">The snapshots.</param>
/// <param name="unreadable">How many more are kept that can't be read.</param>
/// <param name="restrictions">The numbers of the restrictions in force.</param>
public sealed class StudentSummary(IReadOnlyList<SnapshotSummary> kept, int unreadable, IReadOnlyList<string> restrictions)
{
    /// <summary>The snapshots: one as a rule, none when nothing is kept.</summary>
    public IReadOnlyList<SnapshotSummary> Kept { get; } = kept;

    /// <summary>How many more are kept that can't be read: somebody changed them. An erasure deletes them too.</summary>
    public int Unreadable { get; } = unreadable;

    /// <summary>The numbers of the restrictions in force; none for another role than <c>privacy</c>, which does not get to see a restricted pupil.</summary>
    public IReadOnlyList<string> Restrictions { get; } = restrictions;

    /// <summary>Whether nothing is kept.</summary>
    public bool IsEmpty => Kept.Count == 0 && Unreadable == 0;
}

/// <summary>What a screen shows of one snapshot.</summary>
public sealed class SnapshotSummary
{
    /// <summary>The first name; null when it isn't kept.</summary>
    public string? Voornaam { get; init; }

    /// <summary>The family name; null when it isn't kept.</summary>
    public string? Naam { get; init; }

    /// <summary>The schools, by their numbers.</summary>
    public required IReadOnlyList<string> Instellingsnummer { get; init; }

    /// <summary>The official names of the data that are kept; null for a role that doesn't need to know.</summary>
    public IReadOnlyList<string>? DataKept { get; init; }

    /// <summary>When the last sign-in was, in words, in Brussels' time.</summary>
    public required string LastSignIn { get; init; }

    /// <summary>In the night at the begin of which day, Brussels calendar, the data go when there is no sign-in before it.</summary>
    public required DateOnly DeletedOn { get; init; }

    /// <summary>On which day the username goes, when that is sooner; null when there is none, or it goes with the rest.</summary>
    public DateOnly? UsernameDeletedOn { get; init; }

    /// <summary>What a role may see: access control who it is and where the pupil is enrolled, and the role <c>privacy</c> also which data are kept.</summary>
    internal static SnapshotSummary Of(KeptSnapshot kept, StaffRole role) => new()
    {
        Voornaam = kept.Data.Voornaam,
        Naam = kept.Data.Naam,
        Instellingsnummer = kept.Data.Instellingsnummer,
        DataKept = role == StaffRole.Privacy ? [.. kept.Data.Rows.Where(row => row.IsKept).Select(row => row.Name)] : null,
        LastSignIn = kept.LastSignIn,
        DeletedOn = kept.DeletedOn,
        UsernameDeletedOn = role == StaffRole.Privacy ? kept.UsernameDeletedOn : null,
    };
}
