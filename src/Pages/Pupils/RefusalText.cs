using LeerId.SignIn;

namespace LeerId.Pages.Pupils;

/// <summary>The text of a refusal for a pupil of six: short words that say what is the matter, without blame.</summary>
/// <param name="Title">What is the matter.</param>
/// <param name="Explanation">One or two short sentences about it.</param>
/// <param name="Drawing">The file name, without extension, of the drawing that says the same.</param>
internal sealed record RefusalText(string Title, string Explanation, string Drawing)
{
    public static RefusalText For(RefusalKind kind, string application) => kind switch
    {
        RefusalKind.NoEnrolment => new(
            "We vinden je school niet",
            "Je staat nog niet op de lijst van een school. Daarom kan je hier nu niet binnen.",
            "lost-school"),
        RefusalKind.NoContract => new(
            "Jouw school doet nog niet mee",
            $"Met jouw school kan je {application} nu niet gebruiken.",
            "sleeping-school"),
        RefusalKind.Cancelled => new(
            "Je bent gestopt met aanmelden",
            "Dat is niet erg. Wil je toch verder? Klik dan op de knop.",
            "closed-door"),
        RefusalKind.AgreementEnded => new(
            "Aanmelden kan hier niet meer",
            $"Je kan {application} niet meer openen met LeerID.",
            "lock"),
        RefusalKind.SignInsSuspended => new(
            "Aanmelden kan nu niet",
            $"Je kan {application} vandaag niet openen met LeerID. Dat ligt niet aan jou.",
            "lock"),
        RefusalKind.StartAgain => new(
            "Begin nog een keer",
            "Het duurde te lang, of er ging iets mis. Klik op de knop.",
            "clock"),
        RefusalKind.ApplicationFault => new(
            "Dit werkt nu niet",
            "De toepassing vroeg iets wat niet kan. Dat ligt niet aan jou.",
            "unplugged"),
        RefusalKind.AnswerNotTrusted or RefusalKind.Unavailable => new(
            "Er ging iets mis",
            "Dat ligt niet aan jou. Wacht even en klik dan op de knop.",
            "unplugged"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
