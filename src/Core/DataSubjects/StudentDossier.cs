using System.Text.Json.Serialization;
using LeerId.Calendar;
using LeerId.Information;

namespace LeerId.DataSubjects;

/// <summary>
/// What is kept about a pupil, what the privacy log has about the pupil, and what GDPR article 15(1) has the pupil told with it, in Dutch. A class, not a
/// record, so that it never prints itself; the same for its parts.
/// </summary>
public sealed class StudentDossier
{
    /// <summary>What it is.</summary>
    public required string Title { get; init; }

    /// <summary>What it is, in a sentence.</summary>
    public required string Introduction { get; init; }

    /// <summary>When it was drawn up, UTC.</summary>
    public required DateTimeOffset DrawnUpAt { get; init; }

    /// <summary>That moment in words, in Brussels' time.</summary>
    public required string DrawnUp { get; init; }

    /// <summary>The snapshots: one as a rule, none when nothing is kept.</summary>
    public required IReadOnlyList<KeptSnapshot> Kept { get; init; }

    /// <summary>How many more are kept that can't be read: somebody changed them. An erasure deletes them too.</summary>
    public required int Unreadable { get; init; }

    /// <summary>What the privacy log has about the pupil.</summary>
    public required StudentLogExtract Log { get; init; }

    /// <summary>What the pupil is told.</summary>
    public required IReadOnlyList<InformationSection> Sections { get; init; }
}

/// <summary>The privacy log about a pupil, without who the members of staff are and what they wrote.</summary>
/// <param name="from">The first moment.</param>
/// <param name="lines">The entries, oldest first.</param>
/// <param name="isComplete">Whether these are all.</param>
public sealed class StudentLogExtract(DateTimeOffset from, IReadOnlyList<StudentLogLine> lines, bool isComplete)
{
    /// <summary>The first moment, UTC, that was asked for.</summary>
    public DateTimeOffset From { get; } = from;

    /// <summary>The entries, oldest first.</summary>
    public IReadOnlyList<StudentLogLine> Lines { get; } = lines;

    /// <summary>Whether these are all. False when the time was over, or when an entry can't be read because somebody changed it.</summary>
    public bool IsComplete { get; } = isComplete;

    /// <summary>A sentence in Dutch with the first day of the log, and a warning if not every entry could be read.</summary>
    public string Reach => $"Dit zijn de regels sinds {DutchDate.Day(DateOnly.FromDateTime(BrusselsTime.Local(From).DateTime))}."
        + (Lines.Count == 0 ? " Er staat niets in." : "")
        + (IsComplete ? "" : " Niet alles kon gelezen worden: vraag het later nog eens.");
}

/// <summary>One entry, in plain Dutch.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Moment">The same as a reader in Brussels has it.</param>
/// <param name="Who">The pupil, or the role of a member of staff.</param>
/// <param name="What">What was done.</param>
/// <param name="Why">The reason that a member of staff chose; null for what the pupil did.</param>
public sealed record StudentLogLine(DateTimeOffset At, string Moment, string Who, string What, string? Why);

/// <summary>The data of a last sign-in.</summary>
public sealed class KeptSnapshot
{
    /// <summary>The data.</summary>
    public required OfficialData Data { get; init; }

    /// <summary>When the last sign-in was, UTC.</summary>
    public required DateTimeOffset LastSignInAt { get; init; }

    /// <summary>That moment in words, in Brussels' time.</summary>
    public required string LastSignIn { get; init; }

    /// <summary>In the night at the begin of which day, Brussels calendar, the data go when there is no sign-in before it.</summary>
    public required DateOnly DeletedOn { get; init; }

    /// <summary>On which day the username goes, when that is sooner; null when there is none, or it goes with the rest.</summary>
    public required DateOnly? UsernameDeletedOn { get; init; }

    /// <summary>Both in a sentence.</summary>
    public required string Term { get; init; }
}

/// <summary>The seven data of the protocol's article 3 under their official names; null, or empty, what isn't kept.</summary>
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

    /// <summary>Each of them as a page has it.</summary>
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
/// <param name="value">Its value; null or empty when it isn't kept.</param>
public sealed class DataRow(string name, string? value)
{
    /// <summary>Its official name.</summary>
    public string Name { get; } = name;

    /// <summary>Whether it is kept.</summary>
    public bool IsKept { get; } = !string.IsNullOrEmpty(value);

    /// <summary>Its value.</summary>
    public string Value { get; } = string.IsNullOrEmpty(value) ? "niet bewaard" : value;
}
