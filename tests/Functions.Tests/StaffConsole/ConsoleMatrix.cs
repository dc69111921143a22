using LeerId.Staff;
using static LeerId.Staff.StaffRole;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>A screen or an action of the console, and the roles that may use it.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">The path below <c>/beheer/</c>, with its parameters.</param>
/// <param name="Admits">The roles, of persons who have no other.</param>
internal sealed record ConsoleCell(string Method, string Path, params IReadOnlyList<StaffRole> Admits)
{
    /// <summary>Whether it demands a sign-in within the last five minutes.</summary>
    public bool IsIrreversible { get; init; }

    /// <summary>Whether it shows personal data, so that confidentiality must be accepted and a reason is logged.</summary>
    public bool ShowsPersonalData { get; init; }
}

/// <summary>Every screen and action of the console against every role. A new route needs a cell here.</summary>
internal static class ConsoleMatrix
{
    private static readonly StaffRole[] Everyone = [AccessControl, Dpo, Operator, Helpdesk, Privacy];

    // The officer checks what privacy staff do, and does not do it (GDPR, article 38(6)).
    private static readonly StaffRole[] RequestReaders = [Privacy, Dpo];
    private static readonly StaffRole[] SchoolReaders = [AccessControl, Dpo, Operator];
    private static readonly StaffRole[] DisclosureStaff = [AccessControl, Dpo];
    private static readonly StaffRole[] EvidenceReaders = [Dpo, Operator];
    private static readonly StaffRole[] LookUp = [AccessControl, Privacy];

    public static IReadOnlyList<ConsoleCell> All { get; } =
        [.. General(), .. Schools(), .. Import(), .. Students(), .. Requests(), .. Disclosures(), .. Evidence(), .. NoticeCells.All];

    private static IEnumerable<ConsoleCell> General() =>
    [
        new("GET", "", Everyone),
        new("GET", "hulpcode", Everyone),
        new("POST", "hulpcode", Everyone) { ShowsPersonalData = true },
        .. Both("vertrouwelijkheid", Everyone),
        new("GET", "werking", Operator),
        new("GET", "werking/wissen/{table}", Operator) { IsIrreversible = true },
        new("POST", "werking/wissen/{table}", Operator) { IsIrreversible = true },
        new("GET", "privacylog", Dpo),
        new("POST", "privacylog", Dpo) { ShowsPersonalData = true },
        new("POST", "privacylog/downloaden", Dpo) { ShowsPersonalData = true },
    ];

    private static IEnumerable<ConsoleCell> Schools() =>
    [
        new("GET", "scholen", SchoolReaders),
        new("GET", "scholen/lijst.csv", SchoolReaders),
        new("GET", "scholen/{number}", SchoolReaders),
        new("GET", "scholen/{number}/geschiedenis", SchoolReaders),
        .. Both("scholen/toevoegen", AccessControl),
        .. Both("scholen/{number}/verlengen", AccessControl),
        .. Both("scholen/{number}/wijzigen", AccessControl),
        .. Both("scholen/{number}/beeindigen", AccessControl),
        new("POST", "scholen/{number}/beeindigen/bevestigen", AccessControl),
        .. Both("scholen/{number}/geschiedenis/{revision}/terugzetten", AccessControl),
        new("GET", "scholen/zonder-contract", AccessControl, Dpo),
        // The officer enables a purpose of processing.
        new("POST", "scholen/zonder-contract/tellen", Dpo),
    ];

    private static IEnumerable<ConsoleCell> Import() =>
    [
        .. Both("scholen/invoeren", AccessControl),
        new("POST", "scholen/invoeren/open-data", AccessControl),
        new("GET", "scholen/invoeren/scholen.xlsx", AccessControl),
        .. Both("scholen/invoeren/{id}", AccessControl),
        new("POST", "scholen/invoeren/{id}/weg", AccessControl),
        new("GET", "scholen/invoeren/vorige", AccessControl),
        .. Both("scholen/invoeren/vorige/{revision}", AccessControl),
    ];

    private static IEnumerable<ConsoleCell> Students() =>
    [
        new("GET", "leerling", LookUp),
        .. Personal(LookUp, "leerling", "leerling/melding", "leerling/melding/versturen"),
        .. Personal(
            [Privacy], "leerling/dossier", "leerling/dossier/bestand", "leerling/logboek", "leerling/beperking", "leerling/beperking/plaatsen",
            "leerling/wissen"),
        new("POST", "leerling/wissen/bevestigen", Privacy) { ShowsPersonalData = true, IsIrreversible = true },
        new("GET", "beperkingen", RequestReaders),
        new("GET", "beperkingen/{id}", RequestReaders),
        new("GET", "beperkingen/{id}/inwilligen", Privacy),
        new("POST", "beperkingen/{id}/inwilligen", Privacy) { ShowsPersonalData = true, IsIrreversible = true },
        new("GET", "beperkingen/{id}/opheffen", Privacy),
        .. Personal([Privacy], "beperkingen/{id}/opheffen"),
    ];

    private static IEnumerable<ConsoleCell> Requests() =>
    [
        new("GET", "verzoeken", RequestReaders),
        new("GET", "verzoeken/{number}", RequestReaders),
        .. Personal(RequestReaders, "verzoeken/{number}"),
        .. Both("verzoeken/nieuw", Privacy),
        new("GET", "verzoeken/{number}/verlenging", Privacy),
        new("GET", "verzoeken/{number}/beslissing", Privacy),
        new("GET", "verzoeken/{number}/antwoord", Privacy),
        .. Personal([Privacy], "verzoeken/{number}/verlenging", "verzoeken/{number}/beslissing", "verzoeken/{number}/antwoord"),
        new("POST", "verzoeken/{number}/antwoord/bewijs", Privacy),
    ];

    private static IEnumerable<ConsoleCell> Disclosures() =>
    [
        new("GET", "mededelingen", DisclosureStaff),
        new("GET", "mededelingen/{id}", DisclosureStaff),
        .. Both("mededelingen/aanvragen", DisclosureStaff),
        .. Both("mededelingen/aanvragen/{draft}/doel", DisclosureStaff),
        .. Both("mededelingen/aanvragen/{draft}/ontvanger", DisclosureStaff),
        .. Both("mededelingen/aanvragen/{draft}/scholen", DisclosureStaff),
        new("GET", "mededelingen/aanvragen/{draft}/controle", DisclosureStaff),
        new("POST", "mededelingen/aanvragen/{draft}/versturen", DisclosureStaff),
        new("POST", "mededelingen/aanvragen/{draft}/weggooien", DisclosureStaff),
        .. Both("mededelingen/{id}/intrekken", DisclosureStaff),
        new("GET", "mededelingen/{id}/vrijgeven", AccessControl) { IsIrreversible = true },
        new("POST", "mededelingen/{id}/vrijgeven", AccessControl) { ShowsPersonalData = true, IsIrreversible = true },
    ];

    private static IEnumerable<ConsoleCell> Evidence() =>
    [
        .. Both("bewijs", EvidenceReaders),
        new("GET", "bewijs/periode", EvidenceReaders),
        new("GET", "bewijs/verslag", EvidenceReaders),
        new("GET", "bewijs/zip", EvidenceReaders),
        .. Both("bewijs/nagaan", EvidenceReaders),
        .. Both("bewijs/regel", EvidenceReaders),
        new("GET", "bewijs/regel/{day}/{entry}", EvidenceReaders),
        new("GET", "register", EvidenceReaders),
        new("GET", "register/aanvaardingen", EvidenceReaders),
        new("GET", "overeenkomst", EvidenceReaders),
        new("GET", "overeenkomst/bevestigen", EvidenceReaders) { IsIrreversible = true },
        new("POST", "overeenkomst/bevestigen", EvidenceReaders) { IsIrreversible = true },
        new("POST", "overeenkomst/annuleren", EvidenceReaders),
    ];

    private static IEnumerable<ConsoleCell> Both(string path, params StaffRole[] admits) => [new("GET", path, admits), new("POST", path, admits)];

    private static IEnumerable<ConsoleCell> Personal(StaffRole[] admits, params string[] paths) =>
        paths.Select(path => new ConsoleCell("POST", path, admits) { ShowsPersonalData = true });
}
