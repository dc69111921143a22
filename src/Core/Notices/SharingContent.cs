namespace LeerId.Notices;

/// <summary>
/// A planned disclosure of data of article 3, for example to the police, a court, an auditor or the pupil's school. DOV is informed beforehand. Uuids for
/// another provider have their own notice, <see cref="DisclosureContent"/>.
/// </summary>
public sealed record SharingContent : NoticeContent
{
    /// <summary>The receiver of the data.</summary>
    public string? Receiver { get; init; }

    /// <summary>The data of article 3 to disclose.</summary>
    public IReadOnlyList<ProtocolDatum>? Data { get; init; }

    /// <summary>The number of pupils.</summary>
    public long? PupilCount { get; init; }

    /// <summary>The legal ground, with its reason.</summary>
    public string? LegalGround { get; init; }

    /// <summary>The planned moment of the disclosure, UTC; in the future when it is reported.</summary>
    public DateTimeOffset? PlannedAt { get; init; }
}

/// <summary>The data of article 3 of the protocol.</summary>
public enum ProtocolDatum
{
    /// <summary>Naam.</summary>
    Naam,

    /// <summary>Voornaam.</summary>
    Voornaam,

    /// <summary>Leer_id_uuid.</summary>
    LeerIdUuid,

    /// <summary>Account_uuid.</summary>
    AccountUuid,

    /// <summary>Historiek_account_uuid.</summary>
    HistoriekAccountUuid,

    /// <summary>Gebruikersnaam.</summary>
    Gebruikersnaam,

    /// <summary>Instellingsnummer.</summary>
    Instellingsnummer,
}

/// <summary>The official names of the data of article 3.</summary>
internal static class ProtocolData
{
    public static string NameOf(ProtocolDatum datum) => datum switch
    {
        ProtocolDatum.LeerIdUuid => "Leer_id_uuid",
        ProtocolDatum.AccountUuid => "Account_uuid",
        ProtocolDatum.HistoriekAccountUuid => "Historiek_account_uuid",
        _ => datum.ToString(),
    };

    public static string List(IEnumerable<ProtocolDatum>? data) => string.Join(", ", (data ?? []).Distinct().Order().Select(NameOf));
}
