namespace LeerId.Staff;

/// <summary>
/// The reason that a member of staff chooses, beside the purpose in the person's own words. A pupil who asks gets the choice to see and never the words
/// (GDPR, article 15).
/// </summary>
public enum PurposeKind
{
    /// <summary>Helping a pupil who cannot sign in.</summary>
    SignInHelp,

    /// <summary>Handling a request of a data subject (GDPR, articles 12 to 22).</summary>
    DataSubjectRequest,

    /// <summary>Following up a report that data are wrong (protocol, article 7).</summary>
    WrongData,

    /// <summary>Checking by the data protection officer (GDPR, article 39).</summary>
    OfficerCheck,

    /// <summary>Investigating a security incident or a breach (protocol, article 9).</summary>
    SecurityIncident,

    /// <summary>Any other reason.</summary>
    Other,
}

/// <summary>How chosen reasons are written.</summary>
public static class PurposeKinds
{
    private static readonly PurposeKind[] All = Enum.GetValues<PurposeKind>();

    /// <summary>Every reason as <see cref="ToText"/> gives it, as an enumeration for a message.</summary>
    public static string Texts { get; } = string.Join(", ", All.Select(ToText));

    /// <summary>The reason as the header and the privacy log have it, such as <c>data-subject-request</c>.</summary>
    public static string ToText(this PurposeKind kind) => kind switch
    {
        PurposeKind.SignInHelp => "sign-in-help",
        PurposeKind.DataSubjectRequest => "data-subject-request",
        PurposeKind.WrongData => "wrong-data",
        PurposeKind.OfficerCheck => "officer-check",
        PurposeKind.SecurityIncident => "security-incident",
        PurposeKind.Other => "other",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The reason in Dutch, as staff choose it and as the officer reads it in the privacy log.</summary>
    public static string ToDutch(this PurposeKind kind) => kind switch
    {
        PurposeKind.SignInHelp => "Een leerling helpen die zich niet kan aanmelden",
        PurposeKind.DataSubjectRequest => "Een verzoek van een leerling of ouder behandelen",
        PurposeKind.WrongData => "Nagaan of gegevens fout zijn",
        PurposeKind.OfficerCheck => "Controle door de functionaris voor gegevensbescherming",
        PurposeKind.SecurityIncident => "Een veiligheidsincident of datalek onderzoeken",
        PurposeKind.Other => "Een andere reden",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Reads what <see cref="ToText"/> gives; null when the text is anything else.</summary>
    public static PurposeKind? Parse(string? text) =>
        Array.FindIndex(All, kind => kind.ToText() == text) is >= 0 and var place ? All[place] : null;
}
