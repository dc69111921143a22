using LeerId.Applications;
using LeerId.Calendar;
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
        "privacy" => "een medewerker die verzoeken over gegevens behandelt",
        _ => Somebody,
    };

    private static string What(PrivacyLogEntry entry, ApplicationRegister applications) => entry.Action switch
    {
        "sign-in" when entry.Outcome != "granted" => "wilde je aanmelden, en dat lukte niet",
        // Such as an attempt to see restricted data (GDPR, article 18).
        _ when entry.Outcome == "refused" => "wilde iets doen met je gegevens, en dat mocht niet",
        "release" when applications.Find(entry.Application) is { } application => $"gaf je gegevens door aan {application.Name}, door je aan te melden",
        var action => PrivacyLogTexts.ForPupil(action) ?? $"deed iets anders met je gegevens ({action})",
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
