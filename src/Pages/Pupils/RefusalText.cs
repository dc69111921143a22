using LeerId.SignIn;

namespace LeerId.Pages.Pupils;

/// <summary>What a kind of refusal shows: the name of its message in the files of the languages, its drawing, and its help page.</summary>
/// <param name="Message">The name of the message in each language's file.</param>
/// <param name="Drawing">The file name, without extension, of the drawing that says the same.</param>
/// <param name="HelpPath">The last part of the address of the help page for teachers, in Dutch.</param>
internal sealed record RefusalText(string Message, string Drawing, string HelpPath)
{
    public static RefusalText For(RefusalKind kind) => kind switch
    {
        RefusalKind.NoEnrolment => new("noEnrolment", "lost-school", "geen-inschrijving"),
        RefusalKind.NoContract => new("noContract", "sleeping-school", "geen-contract"),
        RefusalKind.Cancelled => new("cancelled", "closed-door", "gestopt"),
        RefusalKind.AgreementEnded => new("agreementEnded", "lock", "overeenkomst-voorbij"),
        RefusalKind.SignInsSuspended => new("signInsSuspended", "lock", "stopgezet"),
        RefusalKind.StartAgain => new("startAgain", "clock", "begin-opnieuw"),
        RefusalKind.ApplicationFault => new("applicationFault", "unplugged", "toepassing"),
        RefusalKind.AnswerNotTrusted or RefusalKind.Unavailable => new("fault", "unplugged", "storing"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The message in a language.</summary>
    public PupilText In(PupilLanguage language) => language.Pages[Message];
}
