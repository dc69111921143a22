using System.Text.Json.Serialization;
using LeerId.Calendar;
using LeerId.Information;

namespace LeerId.DataSubjects;

/// <summary>
/// The stored data of a pupil, the privacy log about the pupil, and the information that GDPR article 15(1) requires with them, in Dutch. A class, not a
/// record, so that it never prints itself; the same applies to its parts.
/// </summary>
public sealed class StudentDossier
{
    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The introduction, in a sentence.</summary>
    public required string Introduction { get; init; }

    /// <summary>The moment when it was made, UTC.</summary>
    public required DateTimeOffset DrawnUpAt { get; init; }

    /// <summary>The moment as a Dutch text, in Brussels' time.</summary>
    public required string DrawnUp { get; init; }

    /// <summary>The snapshots: usually one, and none if nothing is stored.</summary>
    public required IReadOnlyList<KeptSnapshot> Kept { get; init; }

    /// <summary>The number of other snapshots, which can't be read because somebody changed them. An erasure deletes them too.</summary>
    public required int Unreadable { get; init; }

    /// <summary>The entries of the privacy log about the pupil.</summary>
    public required StudentLogExtract Log { get; init; }

    /// <summary>The information for the pupil.</summary>
    public required IReadOnlyList<InformationSection> Sections { get; init; }
}

/// <summary>The privacy log about a pupil, without the names and the texts of members of staff.</summary>
/// <param name="from">The first moment.</param>
/// <param name="lines">The entries, oldest first.</param>
/// <param name="isComplete">Whether these are all entries.</param>
public sealed class StudentLogExtract(DateTimeOffset from, IReadOnlyList<StudentLogLine> lines, bool isComplete)
{
    /// <summary>The first moment of the requested period, UTC.</summary>
    public DateTimeOffset From { get; } = from;

    /// <summary>The entries, oldest first.</summary>
    public IReadOnlyList<StudentLogLine> Lines { get; } = lines;

    /// <summary>Whether these are all entries. False if time ran out, or if an entry can't be read because somebody changed it.</summary>
    public bool IsComplete { get; } = isComplete;

    /// <summary>A sentence in Dutch with the first day of the log, and a warning if not every entry could be read.</summary>
    public string Reach => $"Dit zijn de regels sinds {DutchDate.Day(DateOnly.FromDateTime(BrusselsTime.Local(From).DateTime))}."
        + (Lines.Count == 0 ? " Er staat niets in." : "")
        + (IsComplete ? "" : " Niet alles kon gelezen worden: vraag het later nog eens.");
}

/// <summary>One entry, in plain Dutch.</summary>
/// <param name="At">The moment, UTC.</param>
/// <param name="Moment">The moment as a Dutch text, in Brussels' time.</param>
/// <param name="Who">The pupil, or the role of a member of staff.</param>
/// <param name="What">The action.</param>
/// <param name="Why">The reason that a member of staff chose; null for an action of the pupil.</param>
public sealed record StudentLogLine(DateTimeOffset At, string Moment, string Who, string What, string? Why);

/// <summary>The data of a last sign-in.</summary>
public sealed class KeptSnapshot
{
    /// <summary>The data.</summary>
    public required OfficialData Data { get; init; }

    /// <summary>The moment of the last sign-in, UTC.</summary>
    public required DateTimeOffset LastSignInAt { get; init; }

    /// <summary>The moment as a Dutch text, in Brussels' time.</summary>
    public required string LastSignIn { get; init; }

    /// <summary>The day, Brussels calendar, in whose first hours the data are deleted if there is no sign-in before it.</summary>
    public required DateOnly DeletedOn { get; init; }

    /// <summary>The day on which the username is deleted, if that is sooner; null if there is none, or if it is deleted with the other data.</summary>
    public required DateOnly? UsernameDeletedOn { get; init; }

    /// <summary>Both days in a sentence, in Dutch.</summary>
    public required string Term { get; init; }
}

/// <summary>The seven data of the protocol's article 3 under their official names; a value that isn't stored is null or empty.</summary>
public sealed class OfficialData
{
    /// <summary>The stable key.</summary>
    [JsonPropertyName("Leer_id_uuid")]
    public Guid? LeerIdUuid { get; init; }

    /// <summary>The account of the last sign-in.</summary>
    [JsonPropertyName("Account_uuid")]
    public Guid? AccountUuid { get; init; }

    /// <summary>The accounts before it.</summary>
    [JsonPropertyName("Historiek_account_uuid")]
    public required IReadOnlyList<Guid> HistoriekAccountUuid { get; init; }

    /// <summary>The first name.</summary>
    [JsonPropertyName("Voornaam")]
    public string? Voornaam { get; init; }

    /// <summary>The family name.</summary>
    [JsonPropertyName("Naam")]
    public string? Naam { get; init; }

    /// <summary>The username.</summary>
    [JsonPropertyName("Gebruikersnaam")]
    public string? Gebruikersnaam { get; init; }

    /// <summary>The schools.</summary>
    [JsonPropertyName("Instellingsnummer")]
    public required IReadOnlyList<string> Instellingsnummer { get; init; }

    /// <summary>The data as rows for a page.</summary>
    [JsonIgnore]
    public IReadOnlyList<DataRow> Rows =>
    [
        new("Voornaam", Voornaam),
        new("Naam", Naam),
        new("Gebruikersnaam", Gebruikersnaam),
        new("Instellingsnummer", string.Join(", ", Instellingsnummer)),
        new("Leer_id_uuid", LeerIdUuid?.ToString("D")),
        new("Account_uuid", AccountUuid?.ToString("D")),
        new("Historiek_account_uuid", string.Join(", ", HistoriekAccountUuid)),
    ];
}

/// <summary>One of the data.</summary>
/// <param name="name">Its official name.</param>
/// <param name="value">Its value; null or empty if it isn't stored.</param>
public sealed class DataRow(string name, string? value)
{
    /// <summary>Its official name.</summary>
    public string Name { get; } = name;

    /// <summary>Whether it is stored.</summary>
    public bool IsKept { get; } = !string.IsNullOrEmpty(value);

    /// <summary>Its value.</summary>
    public string Value { get; } = string.IsNullOrEmpty(value) ? "niet bewaard" : value;
}
