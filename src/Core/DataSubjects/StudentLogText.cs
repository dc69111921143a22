using LeerId.Applications;
using LeerId.Calendar;
using LeerId.Disclosures;
using LeerId.PrivacyLog;
using LeerId.Staff;

namespace LeerId.DataSubjects;

/// <summary>
/// Entries of the privacy log in plain Dutch, for the pupil. Of a member of staff it has the role and the chosen reason: who the person is and what the
/// person wrote stays with the provider (GDPR, article 15(4)).
/// </summary>
internal static class StudentLogText
{
    private const string You = "jij";

    // A role of a later version.
    private const string Somebody = "een medewerker";

    public static StudentLogLine Of(PrivacyLogEntry entry, ApplicationRegister applications)
    {
        bool isPupil = entry.Actor == PrivacyLogEntry.Pupil;
        return new StudentLogLine(
            entry.At, DutchDate.Moment(entry.At), isPupil ? You : Who(entry.Role), What(entry, applications), isPupil ? null : Why(entry.PurposeKind));
    }

    /// <summary>Whether an entry tells that a right was exercised (GDPR, articles 17, 18 and 21).</summary>
    public static bool IsOfRight(PrivacyLogEntry entry) =>
        entry.Action is StudentRestrictions.PlaceAction or StudentRestrictions.UpholdAction or StudentRestrictions.LiftAction or StudentErasure.Action
        || entry.Reason is "restricted" or StudentLookup.ReferToPrivacy;

    private static string Who(string? role) => role switch
    {
        "access-control" => "een medewerker van de toegangscontrole",
        "dpo" => "de functionaris voor gegevensbescherming",
        "operator" => "een technisch medewerker",
        "helpdesk" => "een medewerker van de helpdesk",
        "privacy" => "een medewerker die aanvragen over gegevens behandelt",
        _ => Somebody,
    };

    private static string What(PrivacyLogEntry entry, ApplicationRegister applications) => entry.Action switch
    {
        "sign-in" => entry.Outcome == "granted" ? "meldde je aan" : "wilde je aanmelden, en dat lukte niet",
        // Such as an attempt to see restricted data (GDPR, article 18).
        _ when entry.Outcome == "refused" => "wilde iets doen met je gegevens, en dat mocht niet",
        "release" => $"gaf je gegevens door aan {applications.Find(entry.Application)?.Name ?? "een toepassing"}, door je aan te melden",
        StudentLookup.Action => "bekeek welke gegevens we over jou bewaren",
        StudentErasure.Action => "wiste de gegevens die we over jou bewaarden",
        PrivacyLogReader.Action => "bekeek dit logboek over jou",
        DisclosureReleaser.Action => "maakte je nummers van LeerID klaar voor een andere aanbieder",
        "restriction-place" => "zorgde ervoor dat je gegevens niet gebruikt worden, omdat dat gevraagd was",
        "restriction-lift" => "zorgde ervoor dat je gegevens weer gebruikt mogen worden",
        "objection-uphold" => "gaf je gelijk toen je bezwaar maakte",
        "quality-notice" or "quality-notice-lookup" => "werkte aan een melding dat een gegeven over jou niet klopt",
        var action => $"deed iets anders met je gegevens ({action})",
    };

    private static string Why(string? kind) => PurposeKinds.Parse(kind) switch
    {
        PurposeKind.SignInHelp => "om te helpen bij het aanmelden",
        PurposeKind.DataSubjectRequest => "omdat jij of je ouders iets vroegen over je gegevens",
        PurposeKind.WrongData => "omdat er misschien gegevens fout waren",
        PurposeKind.OfficerCheck => "om na te kijken of alles juist gebeurt",
        PurposeKind.SecurityIncident => "om een probleem met de veiligheid te onderzoeken",
        _ => "om een andere reden",
    };
}
