namespace LeerId.Staff;

/// <summary>
/// The reason that a member of staff chooses, in addition to the purpose in the person's own words. A pupil who asks sees the chosen reason, never the
/// words (GDPR, article 15).
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

/// <summary>Converts chosen reasons to and from text.</summary>
public static class PurposeKinds
{
    private static readonly PurposeKind[] All = Enum.GetValues<PurposeKind>();

    /// <summary>Every reason as <see cref="ToText"/> writes it, separated by commas, for messages.</summary>
    public static string Texts { get; } = string.Join(", ", All.Select(ToText));

    /// <summary>The reason as in the header and the privacy log, such as <c>data-subject-request</c>.</summary>
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

    /// <summary>The reason in Dutch, for the staff who choose it and the officer who reads the privacy log.</summary>
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

    /// <summary>Reads a text that <see cref="ToText"/> wrote; null for any other text.</summary>
    public static PurposeKind? Parse(string? text) =>
        Array.FindIndex(All, kind => kind.ToText() == text) is >= 0 and var place ? All[place] : null;
}
