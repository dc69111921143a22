using System.Text.Json.Serialization;

namespace LeerId.DataSubjects;

/// <summary>
/// What is kept about a pupil, and what GDPR article 15(1) has the pupil told with it, in Dutch. A class, not a record, so that it
/// never prints itself; the same for its parts.
/// </summary>
public sealed class StudentDossier
{
    /// <summary>What it is.</summary>
    public required string Title { get; init; }

    /// <summary>What it is, in a sentence.</summary>
    public required string Introduction { get; init; }

    /// <summary>When it was drawn up, UTC.</summary>
    public required DateTimeOffset DrawnUpAt { get; init; }

    /// <summary>The same as a reader in Brussels has it.</summary>
    public required string DrawnUp { get; init; }

    /// <summary>The snapshots: one as a rule.</summary>
    public required IReadOnlyList<KeptSnapshot> Kept { get; init; }

    /// <summary>How many more are kept that can't be read: somebody changed them. An erasure deletes them too.</summary>
    public required int Unreadable { get; init; }

    /// <summary>What the pupil is told.</summary>
    public required IReadOnlyList<DossierSection> Sections { get; init; }
}

/// <summary>The data of a last sign-in.</summary>
public sealed class KeptSnapshot
{
    /// <summary>The data.</summary>
    public required OfficialData Data { get; init; }

    /// <summary>When the last sign-in was, UTC.</summary>
    public required DateTimeOffset LastSignInAt { get; init; }

    /// <summary>The same as a reader in Brussels has it.</summary>
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

    /// <summary>Its value.</summary>
    public string Value { get; } = string.IsNullOrEmpty(value) ? "niet bewaard" : value;
}

/// <summary>Something the pupil is told.</summary>
/// <param name="Title">About what.</param>
/// <param name="Texts">A paragraph each.</param>
public sealed record DossierSection(string Title, IReadOnlyList<string> Texts);
