using LeerId.SignIn;
using LeerId.Support;

namespace LeerId.Pages.StaffConsole.SupportCodes;

/// <summary>The result of resolving a code.</summary>
/// <param name="Answer">The refusals with the code; null before the search, or if there are none.</param>
/// <param name="Contract">Whether pupils of the named school may sign in today; null if no school was named.</param>
/// <param name="IsUnknown">Whether no refusal has the code.</param>
public sealed record SupportCodeModel(SupportCodeAnswer? Answer = null, ContractToday? Contract = null, bool IsUnknown = false)
{
    /// <summary>An explanation of a refusal that a helper can give the teacher, in Dutch.</summary>
    /// <param name="reason">The reason, in the form <c>no-contract</c>; null if it is not recorded.</param>
    public static string WordsForTeacher(string? reason) => (reason is null ? null : Refusal.Find(reason)?.Kind) switch
    {
        RefusalKind.NoEnrolment =>
            "De inschrijving van deze leerling is nog niet doorgestuurd door de school. Het secretariaat kan dat nakijken. Met het toestel is niets mis.",
        RefusalKind.NoContract =>
            "Uw school heeft vandaag geen contract voor deze toepassing. Dat geldt voor de hele klas. De directie beslist daarover.",
        RefusalKind.AgreementEnded => "Aanmelden met LeerID is voor deze toepassing definitief gestopt. Dat geldt voor alle scholen.",
        RefusalKind.SignInsSuspended =>
            "Aanmelden met LeerID is tijdelijk stopgezet, voor alle scholen. Er is niets verloren. Doe vandaag iets anders met de klas.",
        RefusalKind.Cancelled => "De leerling is gestopt tijdens het aanmelden. Laat hem of haar gewoon opnieuw beginnen.",
        RefusalKind.StartAgain => "De aanmelding duurde te lang of werd onderbroken. Laat de leerling de toepassing opnieuw openen en nog eens proberen.",
        RefusalKind.ApplicationFault => "Open de toepassing via haar gewone startpagina, niet via een bladwijzer of een oude link. Probeer dan opnieuw.",
        RefusalKind.Unavailable => "Er is een storing. Dat ligt niet aan de leerling of aan het toestel. Probeer het over enkele minuten opnieuw.",
        RefusalKind.AnswerNotTrusted =>
            "Het aanmelden is om veiligheidsredenen afgebroken. Dat ligt niet aan de leerling. Wij bekijken het en laten iets weten.",
        _ => "De aanmelding kon niet worden afgerond. Dat ligt niet aan het toestel. Wij bekijken het en laten iets weten.",
    };
}
