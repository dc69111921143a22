using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole;

/// <summary>The reason why a form was not accepted.</summary>
public enum KeptFormReason
{
    /// <summary>Nobody is signed in any more.</summary>
    SignedOut,

    /// <summary>The form was created in another session, for example before the person signed in again.</summary>
    OtherSession,

    /// <summary>The action demands that the person signed in within the last five minutes.</summary>
    SignInNotRecent,

    /// <summary>The person has not accepted the text on confidentiality within the last year.</summary>
    ConfidentialityNotAccepted,

    /// <summary>Storage or the key vault does not answer.</summary>
    Unavailable,
}

/// <summary>A form that was not accepted and is kept with all typed values.</summary>
/// <param name="Address">The path that it was posted to, and is posted to again.</param>
/// <param name="Form">The fields.</param>
/// <param name="Reason">The reason why it was not accepted.</param>
public sealed record KeptFormModel(string Address, ConsoleForm Form, KeptFormReason Reason)
{
    /// <summary>The title, in Dutch.</summary>
    public string Title => Reason switch
    {
        KeptFormReason.SignedOut => "Uw sessie is afgelopen",
        KeptFormReason.OtherSession => "Verstuur het formulier opnieuw",
        KeptFormReason.SignInNotRecent => "Meld u opnieuw aan",
        KeptFormReason.Unavailable => "Even niet beschikbaar",
        _ => "Aanvaard eerst de vertrouwelijkheid",
    };

    /// <summary>The explanation for the person, in Dutch.</summary>
    public string Text => Reason switch
    {
        KeptFormReason.SignedOut =>
            "U bent afgemeld, want uw sessie duurde te lang, of u deed te lang niets. Er is niets gewijzigd. Wat u invulde, is bewaard op deze pagina.",
        KeptFormReason.OtherSession => "Dit formulier is van voor uw laatste aanmelding. Er is niets gewijzigd. Wat u invulde, is bewaard op deze pagina.",
        KeptFormReason.SignInNotRecent =>
            "Deze stap kan niet ongedaan gemaakt worden. Daarom moet u zich in de laatste vijf minuten aangemeld hebben. Er is niets gewijzigd.",
        KeptFormReason.Unavailable =>
            "De opslag of de sleutelkluis antwoordt niet. Wat u invulde, is bewaard op deze pagina. Verstuur het over een halve minuut opnieuw.",
        _ => "U ziet pas persoonsgegevens als u de tekst over vertrouwelijkheid aanvaard hebt. Er is niets getoond. Wat u invulde, is bewaard op deze pagina.",
    };

    /// <summary>The link to the missing step, which opens in a new window so that this page stays open; null if no step is missing.</summary>
    public ConsoleLink? Link => Reason switch
    {
        KeptFormReason.SignedOut => new("Meld u aan in een nieuw venster", "/beheer/aanmelden?venster=1"),
        KeptFormReason.SignInNotRecent => new("Meld u opnieuw aan in een nieuw venster", "/beheer/aanmelden?venster=1&opnieuw=1"),
        KeptFormReason.ConfidentialityNotAccepted => new("Lees en aanvaard de tekst in een nieuw venster", "/beheer/vertrouwelijkheid"),
        _ => null,
    };

    /// <summary>The HTTP status.</summary>
    public int Status => Reason switch
    {
        KeptFormReason.SignedOut or KeptFormReason.SignInNotRecent => StatusCodes.Status401Unauthorized,
        KeptFormReason.ConfidentialityNotAccepted => StatusCodes.Status403Forbidden,
        KeptFormReason.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status409Conflict,
    };
}
