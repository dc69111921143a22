using LeerId.Calendar;
using LeerId.Pages.StaffConsole.Parts;
using LeerId.Requests;

namespace LeerId.Pages.StaffConsole.Requests;

/// <summary>The words of the register of requests, in Dutch.</summary>
internal static class RequestTexts
{
    public static IReadOnlyList<ConsoleOption> Kinds { get; } = EnumChoice.Options<RequestKind>(TextOf);

    public static IReadOnlyList<ConsoleOption> Checks { get; } = EnumChoice.Options<IdentityCheck>(TextOf);

    public static IReadOnlyList<ConsoleOption> Outcomes { get; } = EnumChoice.Options<DecisionOutcome>(TextOf);

    public static string TextOf(RequestKind kind) => kind switch
    {
        RequestKind.Access => "Inzage (artikel 15)",
        RequestKind.Rectification => "Verbetering (artikel 16)",
        RequestKind.Erasure => "Wissing (artikel 17)",
        RequestKind.Restriction => "Beperking (artikel 18)",
        RequestKind.Objection => "Bezwaar (artikel 21)",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The next step with the pupil's data for a request of this kind.</summary>
    public static string NextStepOf(RequestKind kind) => kind switch
    {
        RequestKind.Access => "Zoek de leerling op en druk het dossier af. Druk ook het logboek af als daarom gevraagd is.",
        RequestKind.Rectification => "Zoek de leerling op en meld aan DOV welk gegeven fout is. Plaats een beperking als de leerling dat vraagt.",
        RequestKind.Erasure => "Zoek de leerling op. Druk eerst het logboek af als daarom gevraagd is, en wis dan.",
        RequestKind.Restriction => "Zoek de leerling op en plaats de beperking.",
        RequestKind.Objection => "Zoek de leerling op en plaats het bezwaar meteen, ook vóór de beslissing.",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string TextOf(IdentityCheck check) => check switch
    {
        IdentityCheck.NotYet => "Nog niet nagekeken",
        IdentityCheck.School => "De school bevestigde wie het is",
        IdentityCheck.InPerson => "De persoon toonde een document",
        IdentityCheck.Account => "De persoon meldde zich aan met de account waarover het gaat",
        IdentityCheck.Representative => "Ouder of voogd, bevestigd door de school",
        IdentityCheck.Other => "Op een andere manier",
        _ => throw new ArgumentOutOfRangeException(nameof(check)),
    };

    public static string TextOf(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.Granted => "Ingewilligd",
        DecisionOutcome.PartlyGranted => "Gedeeltelijk ingewilligd",
        DecisionOutcome.Refused => "Geweigerd",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    public static string TextOf(RequestStepKind step) => step switch
    {
        RequestStepKind.Registered => "Geregistreerd",
        RequestStepKind.Extended => "Termijn verlengd",
        RequestStepKind.Decided => "Beslist",
        RequestStepKind.Answered => "Beantwoord",
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    /// <summary>The state of a request.</summary>
    public static string StateOf(RequestSummary request) =>
        request.ClosedAt is not null ? "Beantwoord" : request.Decision is { } decision ? TextOf(decision) : request.IsExtended ? "Verlengd" : "Open";

    /// <summary>The remaining days; empty for a closed request.</summary>
    public static string DaysLeft(int? days) => days switch
    {
        null => "",
        0 => "vandaag",
        1 => "nog 1 dag",
        > 1 => $"nog {DutchDate.Count(days.Value)} dagen",
        -1 => "1 dag te laat",
        _ => $"{DutchDate.Count(-days.Value)} dagen te laat",
    };

    /// <summary>The CSS class of the tag with the remaining days. The reminders begin at the same number of days.</summary>
    public static string TagOf(int? days) => days switch
    {
        null => "tag",
        <= 2 => "tag bad",
        <= 7 => "tag warn",
        _ => "tag good",
    };

    /// <summary>The subject of a fault about the state of a request.</summary>
    public static string SubjectOf(string field) => field switch
    {
        "extension" => "De verlenging",
        "decision" => "De beslissing",
        "answer" => "Het antwoord",
        "receivedOn" => "De ontvangst",
        _ => "Het verzoek",
    };
}
