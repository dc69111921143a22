using LeerId.SignIn;

namespace LeerId.Pages;

/// <summary>What a pupil of six can read: short words, what is the matter, no blame.</summary>
internal sealed record PageText(string Title, string Explanation)
{
    public static PageText For(RefusalKind kind, string application) => kind switch
    {
        RefusalKind.NoEnrolment => new(
            "We vinden je school niet",
            "Je staat nog niet op de lijst van een school. Daarom kan je hier nu niet binnen."),
        RefusalKind.NoContract => new(
            "Jouw school doet nog niet mee",
            $"Met jouw school kan je {application} nu niet gebruiken."),
        RefusalKind.Cancelled => new(
            "Je bent gestopt met aanmelden",
            "Dat is niet erg. Wil je toch verder? Klik dan op de knop."),
        RefusalKind.AgreementEnded => new(
            "Aanmelden kan hier niet meer",
            $"Je kan {application} niet meer openen met LeerID."),
        RefusalKind.StartAgain => new(
            "Begin nog een keer",
            "Het duurde te lang, of er ging iets mis. Klik op de knop."),
        _ => new(
            "Er ging iets mis",
            "Dat ligt niet aan jou. Wacht even en klik dan op de knop."),
    };
}
