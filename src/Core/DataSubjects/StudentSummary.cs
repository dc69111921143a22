using LeerId.Staff;

namespace LeerId.DataSubjects;

/// <summary>
/// The data of a pupil for a screen. Others may see the screen too, so it has no uuid and no more than the role needs (GDPR, article 5(1)(c)). A class,
/// not a record, so that it never prints itself; the same applies to its parts.
/// </summary>
/// <param name="kept">The snapshots.</param>
/// <param name="unreadable">The number of other snapshots, which can't be read.</param>
/// <param name="restrictions">The numbers of the restrictions in force.</param>
public sealed class StudentSummary(IReadOnlyList<SnapshotSummary> kept, int unreadable, IReadOnlyList<string> restrictions)
{
    /// <summary>The snapshots: usually one, and none if nothing is stored.</summary>
    public IReadOnlyList<SnapshotSummary> Kept { get; } = kept;

    /// <summary>The number of other snapshots, which can't be read because somebody changed them. An erasure deletes them too.</summary>
    public int Unreadable { get; } = unreadable;

    /// <summary>The numbers of the restrictions in force. Only the role <c>privacy</c> sees a restricted pupil.</summary>
    public IReadOnlyList<string> Restrictions { get; } = restrictions;

    /// <summary>Whether nothing is stored.</summary>
    public bool IsEmpty => Kept.Count == 0 && Unreadable == 0;
}

/// <summary>The data of one snapshot on a screen.</summary>
public sealed class SnapshotSummary
{
    /// <summary>The first name; null if it isn't stored.</summary>
    public string? Voornaam { get; init; }

    /// <summary>The family name; null if it isn't stored.</summary>
    public string? Naam { get; init; }

    /// <summary>The schools, by their numbers.</summary>
    public required IReadOnlyList<string> Instellingsnummer { get; init; }

    /// <summary>The official names of the stored data; null for a role that doesn't need them.</summary>
    public IReadOnlyList<string>? DataKept { get; init; }

    /// <summary>The moment of the last sign-in in words, in Brussels' time.</summary>
    public required string LastSignIn { get; init; }

    /// <summary>The day, Brussels calendar, in whose first hours the data are deleted if the pupil doesn't sign in before it.</summary>
    public required DateOnly DeletedOn { get; init; }

    /// <summary>The day on which the username is deleted, if that is sooner; null if there is none, or if it is deleted with the other data.</summary>
    public DateOnly? UsernameDeletedOn { get; init; }

    /// <summary>
    /// Selects the data that a role may see: access control sees the name and the schools, and the role <c>privacy</c> also sees which data are stored.
    /// </summary>
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
