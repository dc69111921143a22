using LeerId.Schools;

namespace LeerId.Students;

/// <summary>
/// The data about a pupil that LeerID gives at a sign-in: the seven data of the protocol's article 3, under their official names, and
/// nothing else. A class, not a record, so that it never prints itself.
/// </summary>
public sealed class Student
{
    /// <summary>The pupil's stable key; null for a pupil who is not identified with a national number.</summary>
    public Guid? LeerIdUuid { get; init; }

    /// <summary>The sign-on key of the account used; null only if the pupil is identified and LeerID left it out.</summary>
    public Guid? AccountUuid { get; init; }

    /// <summary>The accounts the pupil had before the identification; empty when there are none.</summary>
    public IReadOnlyList<Guid> HistoriekAccountUuid { get; init; } = [];

    /// <summary>The official first name, exact to the character; null when LeerID gave none.</summary>
    public string? Voornaam { get; init; }

    /// <summary>The official family name, exact to the character; null when LeerID gave none.</summary>
    public string? Naam { get; init; }

    /// <summary>The username of the LeerID account; null when LeerID gave none.</summary>
    public string? Gebruikersnaam { get; init; }

    /// <summary>The schools the pupil is enrolled in; empty when the pupil has no enrolment.</summary>
    public IReadOnlyList<SchoolNumber> Instellingsnummers { get; init; } = [];

    /// <summary>Every account the pupil has or had, the present one first, each once.</summary>
    internal IEnumerable<Guid> Accounts => (AccountUuid is { } present ? HistoriekAccountUuid.Prepend(present) : HistoriekAccountUuid).Distinct();
}
