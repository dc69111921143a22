using System.Collections.Frozen;
using LeerId.Staff;

namespace LeerId.PrivacyLog;

/// <summary>
/// The codes of the privacy log in plain Dutch, in one table for staff and pupils. Entries are kept for years. A code from another version of the software
/// is shown unchanged.
/// </summary>
public static class PrivacyLogTexts
{
    private static readonly FrozenDictionary<string, ActionText> Actions = new ActionText[]
    {
        new("sign-in", "Aanmelding", "meldde je aan"),
        new("release", "Gegevens gegeven aan een toepassing", "gaf je gegevens door aan een toepassing, door je aan te melden"),
        new("student-lookup", "Leerling opgezocht", "bekeek welke gegevens we over jou bewaren"),
        new("student-erasure", "Gegevens van een leerling gewist", "wiste de gegevens die we over jou bewaarden"),
        new(PrivacyLogReader.Action, "Privacylog gelezen", "bekeek dit logboek over jou"),
        new(PrivacyLogReader.DownloadAction, "Regels van de privacylog gedownload", "maakte een bestand van regels in dit logboek over jou"),
        new("disclosure", "Uuid's gegeven aan een andere dienstenleverancier", "maakte je nummers van LeerID klaar voor een andere aanbieder"),
        new("restriction-place", "Gegevens beperkt", "zorgde ervoor dat je gegevens niet gebruikt worden, omdat dat gevraagd was"),
        new("restriction-lift", "Beperking opgeheven", "zorgde ervoor dat je gegevens weer gebruikt mogen worden"),
        new("objection-uphold", "Bezwaar gegrond verklaard", "gaf je gelijk toen je bezwaar maakte"),
        new("quality-notice", "Kwaliteitsmelding over een leerling gemaakt", Quality),
        new("quality-notice-lookup", "Leerling van een kwaliteitsmelding opgezocht", Quality),
        new("request-read", "Verzoek van een betrokkene gelezen", null),
    }.ToFrozenDictionary(action => action.Code, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Reasons = new Dictionary<string, string>
    {
        ["by-pupil"] = "gezocht op leerling",
        ["by-actor"] = "gezocht op persoon",
        ["by-code"] = "gezocht op hulpcode",
        ["by-period"] = "gezocht op periode",
        ["nothing-kept"] = "er was niets bewaard",
        ["restricted"] = "de gegevens zijn beperkt",
        ["refer-to-privacy"] = "alleen de privacydienst mag dit zien",
        ["accuracy-contested"] = "de leerling zegt dat de gegevens niet kloppen",
        ["erasure-opposed"] = "de leerling wil niet dat de gegevens gewist worden",
        ["legal-claims"] = "de leerling heeft de gegevens nodig voor een rechtszaak",
        ["objection-pending"] = "er is bezwaar gemaakt",
        ["objection-upheld"] = "het bezwaar is gegrond",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private const string Quality = "werkte aan een melding dat een gegeven over jou niet klopt";

    /// <summary>An action.</summary>
    public static string Action(string action) => Actions.TryGetValue(action, out ActionText? text) ? text.ForStaff : action;

    /// <summary>The outcome of an action.</summary>
    public static string Outcome(string outcome) => outcome switch
    {
        "granted" => "toegestaan",
        "refused" => "geweigerd",
        "released" => "gegeven",
        _ => outcome,
    };

    /// <summary>The role of an actor.</summary>
    /// <param name="role">The role of a member of staff; null for a pupil.</param>
    public static string Role(string? role) => role switch
    {
        null => "leerling",
        "access-control" => "toegangscontrole",
        "dpo" => "functionaris voor gegevensbescherming",
        "operator" => "technisch beheer",
        "helpdesk" => "helpdesk",
        "privacy" => "privacydienst",
        "schools-sync" => "programma voor de scholen",
        _ => role,
    };

    /// <summary>The reason that a member of staff chose; empty for a pupil.</summary>
    public static string PurposeKind(string? kind) => PurposeKinds.Parse(kind) is { } known ? known.ToDutch() : kind ?? "";

    /// <summary>
    /// The reason of an outcome, or the way in which a log was read. Null for the reason of a refused sign-in, a number, or a reason of another version.
    /// </summary>
    public static string? Reason(string reason) => Reasons.GetValueOrDefault(reason);

    /// <summary>
    /// An action in words for the pupil, which follow <c>jij</c> or the role; null for an action that this version doesn't know, or that is about no pupil.
    /// </summary>
    internal static string? ForPupil(string action) => Actions.GetValueOrDefault(action)?.ForPupil;

    private sealed record ActionText(string Code, string ForStaff, string? ForPupil);
}
