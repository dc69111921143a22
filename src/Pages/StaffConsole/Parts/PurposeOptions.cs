using LeerId.Staff;

namespace LeerId.Pages.StaffConsole.Parts;

/// <summary>The reasons for seeing personal data, in Dutch.</summary>
public static class PurposeOptions
{
    /// <summary>Every reason.</summary>
    public static IReadOnlyList<ConsoleOption> All { get; } = [.. Enum.GetValues<PurposeKind>().Select(kind => new ConsoleOption(kind.ToText(), TextOf(kind)))];

    /// <summary>A reason in Dutch.</summary>
    public static string TextOf(PurposeKind kind) => kind switch
    {
        PurposeKind.SignInHelp => "Een leerling helpen die zich niet kan aanmelden",
        PurposeKind.DataSubjectRequest => "Een verzoek van een leerling of ouder behandelen",
        PurposeKind.WrongData => "Nagaan of gegevens fout zijn",
        PurposeKind.OfficerCheck => "Controle door de functionaris voor gegevensbescherming",
        PurposeKind.SecurityIncident => "Een veiligheidsincident of datalek onderzoeken",
        PurposeKind.Other => "Een andere reden",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
