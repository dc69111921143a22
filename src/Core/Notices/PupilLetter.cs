namespace LeerId.Notices;

/// <summary>The text of a mail about the one pupil of its notice. The text never identifies the pupil.</summary>
internal static class PupilLetter
{
    private const string Label = "Over welke leerling";
    private const string ClosingWithPart =
        "Deze mail is automatisch verstuurd. Alleen de versleutelde bijlage bevat gegevens van een leerling. Verwijs naar het nummer.";

    /// <summary>Adds the information about the pupil that the recipient needs.</summary>
    /// <param name="letter">The letter of the notice, with the telephone number of the other officer.</param>
    /// <param name="notice">The notice.</param>
    /// <param name="recipient">The recipient of the letter.</param>
    public static NoticeLetter Complete(NoticeLetter letter, Notice notice, NoticeRecipient recipient)
    {
        if (notice.PupilIdentity is not { } identity)
            return letter;
        string which = recipient == NoticeRecipient.Dov ? ToDov(HasPart(notice, recipient)) : ToProvider(identity);
        NoticeLetter complete = letter with { Rows = [.. letter.Rows, new(Label, which)] };
        return HasPart(notice, recipient) ? complete with { Closing = ClosingWithPart } : complete;
    }

    /// <summary>Whether the mail has an attachment with the identifier.</summary>
    public static bool HasPart(Notice notice, NoticeRecipient recipient) =>
        recipient == NoticeRecipient.Dov && notice.Pupil is { Encrypted.Length: > 0 };

    private static string ToDov(bool hasPart) => hasPart
        ? "De uuid van de leerling staat in de bijlage smime.p7m. Die is versleuteld met het certificaat van de functionaris van DOV. Toont uw mailprogramma"
            + " de bijlage niet, open ze dan met uw certificaat. Antwoord aan de functionaris van de dienstenleverancier, met het nummer van deze melding"
            + " en zonder de uuid."
        : "De uuid van de leerling staat niet in deze mail: de dienstenleverancier heeft geen geldig certificaat van de functionaris van DOV."
            + " Vraag de uuid telefonisch aan de functionaris van de dienstenleverancier, met het nummer van deze melding."
            + " Stuur de uuid niet onversleuteld per mail.";

    private static string ToProvider(PupilIdentityRoute identity) => "Eén leerling. " + identity switch
    {
        PupilIdentityRoute.Encrypted => "De functionaris van DOV krijgt de uuid versleuteld.",
        PupilIdentityRoute.ByTelephone =>
            "De functionaris van DOV kan u bellen om de uuid te vragen. Er is geen geldig certificaat van die functionaris ingesteld.",
        _ => "DOV meldde het zelf en kent de leerling.",
    } + " Met het nummer vindt een medewerker de leerling terug in het register.";
}
