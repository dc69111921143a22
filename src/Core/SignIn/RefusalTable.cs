namespace LeerId.SignIn;

/// <summary>A reason in the table.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Explanation">The explanation, in Dutch.</param>
/// <param name="NextStep">The advice to the person who helps the pupil, in Dutch.</param>
internal sealed record RefusalRow(RefusalReason Reason, string Explanation, string NextStep);

/// <summary>The reasons that lead to the same page.</summary>
/// <param name="Kind">The page that the pupil gets.</param>
/// <param name="Status">The HTTP status of that page.</param>
/// <param name="Rows">The reasons.</param>
internal sealed record RefusalGroup(RefusalKind Kind, int Status, params IReadOnlyList<RefusalRow> Rows);

/// <summary>Defines the page, the status, the explanation and the advice of every reason.</summary>
internal static class RefusalTable
{
    private const string TryAgain = "Laat de leerling opnieuw beginnen in de toepassing.";
    private const string WaitAndTryAgain = "Laat de leerling het over enkele minuten opnieuw proberen. Blijft het duren, verwittig dan de operator.";
    private const string TellOperator = "Verwittig de operator: dit lost niet vanzelf op.";
    private const string TellOperatorAndAcm =
        "Verwittig de operator, die het met ACM moet bekijken. Komt het meermaals voor, dan kan het een aanval zijn.";
    private const string TryAgainOrCheckClock =
        "Laat de leerling opnieuw beginnen. Blijft het gebeuren, dan loopt een klok verkeerd: verwittig de operator.";
    private const string LeerIdMustCorrect = "Dit is als kwaliteitsmelding gemeld aan beide functionarissen voor gegevensbescherming (protocol, artikel 7). "
        + "Het moet bij LeerID verbeterd worden.";

    private const string NotAToken = "Het ID-token had niet de vorm die het moet hebben.";
    private const string NotSigned = "De handtekening van het ID-token was niet te vertrouwen.";
    private const string NotForUs = "Het ID-token was van een andere afzender, of voor een andere dienst.";
    private const string NotValidNow = "Het ID-token was niet meer of nog niet geldig.";
    private const string NotThisSignIn = "Het ID-token hoorde niet bij deze aanmelding.";

    public static IReadOnlyList<RefusalGroup> Groups { get; } =
    [
        new(RefusalKind.NoEnrolment, 403,
            new RefusalRow(
                RefusalReason.NoEnrolment, "Volgens LeerID is de leerling in geen enkele school ingeschreven.",
                "De school kijkt na of de inschrijving in haar administratie staat en is doorgestuurd. Daarna kan de leerling zich opnieuw aanmelden.")),

        new(RefusalKind.NoContract, 403,
            new RefusalRow(
                RefusalReason.NoContract, "Geen van de scholen van de leerling heeft vandaag een contract.",
                "Kijk na welke school het is, en of haar contract is ingevoerd, al begonnen is en nog loopt.")),

        new(RefusalKind.AgreementEnded, 410,
            new RefusalRow(
                RefusalReason.AgreementEnded, "De overeenkomst met het Departement Onderwijs en Vorming is afgelopen.",
                "Aanmelden met LeerID kan niet meer. Verwijs naar de school voor een andere manier.")),

        new(RefusalKind.SignInsSuspended, 403,
            new RefusalRow(
                RefusalReason.SignInsSuspended, "De dienstenleverancier heeft het aanmelden met LeerID tijdelijk stopgezet.",
                "Vraag de operator tot wanneer dat duurt. Er zijn geen gegevens gewist.")),

        new(RefusalKind.Cancelled, 400,
            new RefusalRow(RefusalReason.Cancelled, "De leerling is bij het aanmelden gestopt, of drukte op annuleren.", TryAgain)),

        new(RefusalKind.ApplicationFault, 400,
            new RefusalRow(
                RefusalReason.ApplicationRequestInvalid, "De toepassing vroeg de aanmelding op een manier die niet mag.",
                "Laat de leerling beginnen vanaf de startpagina van de toepassing. Gebeurt het daar ook, verwittig dan de bouwers van de toepassing.")),

        new(RefusalKind.StartAgain, 400,
            new RefusalRow(
                RefusalReason.ResponseInvalid,
                "De browser kwam terug met een onvolledig of dubbel antwoord, bijvoorbeeld door een oude link of bladwijzer.", TryAgain),
            new RefusalRow(
                RefusalReason.StateCookieMissing, "De browser had geen cookie van een aanmelding die bezig is.",
                "Laat de leerling opnieuw beginnen, in hetzelfde venster. Gebeurt het weer, kijk dan na of de browser cookies toelaat."),
            new RefusalRow(RefusalReason.StateCookieInvalid, "De cookie van de aanmelding was niet van deze dienst, of te oud.", TryAgain),
            new RefusalRow(RefusalReason.StateMismatch, "Het antwoord hoorde niet bij een aanmelding die in deze browser begon.", TryAgain),
            new RefusalRow(RefusalReason.StateExpired, "De leerling deed langer dan tien minuten over het aanmelden.", TryAgain),
            new RefusalRow(
                RefusalReason.StateFinished, "Deze aanmelding was al afgerond. De browser stuurde ze nog eens, bijvoorbeeld na vernieuwen van de pagina.",
                TryAgain),
            new RefusalRow(RefusalReason.TooManyAttempts, "De browser kwam meer dan vijf keer terug met dezelfde aanmelding.", TryAgain),
            new RefusalRow(
                RefusalReason.CodeRejected, "De eenmalige code van ACM was al gebruikt of te oud, bijvoorbeeld na vernieuwen van de pagina.", TryAgain),
            new RefusalRow(RefusalReason.ResponseIssuerMismatch, "Het antwoord noemde een andere afzender dan ACM, of geen afzender.", TellOperatorAndAcm)),

        new(RefusalKind.Unavailable, 503,
            new RefusalRow(RefusalReason.AcmUnreachable, "ACM was niet bereikbaar.", WaitAndTryAgain),
            new RefusalRow(RefusalReason.AcmTimeout, "ACM antwoordde niet op tijd.", WaitAndTryAgain),
            new RefusalRow(RefusalReason.AcmFailed, "ACM meldde een storing.", WaitAndTryAgain),
            new RefusalRow(RefusalReason.AcmAnswerInvalid, "ACM gaf een antwoord dat niet te lezen was.", WaitAndTryAgain),
            new RefusalRow(
                RefusalReason.AcmKeysUnavailable, "De sleutels van ACM waren niet op te halen, zodat het ID-token niet nagekeken kon worden.", WaitAndTryAgain),
            new RefusalRow(
                RefusalReason.ClientRejected, "ACM aanvaardt de sleutel of het geheim van deze dienst niet: niemand kan zich aanmelden.", TellOperator),
            new RefusalRow(RefusalReason.StorageUnavailable, "De opslag of de sleutelkluis antwoordde niet.", WaitAndTryAgain),
            new RefusalRow(RefusalReason.DeadlineExceeded, "Alles samen duurde te lang.", WaitAndTryAgain),
            new RefusalRow(RefusalReason.InternalFault, "Een fout in deze software of haar instellingen.", TellOperator),
            // A class must not learn that a right was exercised, so the pupil gets the page of a fault.
            new RefusalRow(
                RefusalReason.Restricted, "De gegevens van de leerling zijn beperkt, of er is bezwaar gemaakt (AVG, artikel 18 en 21).",
                "Het register van beperkingen zegt waarom en tot wanneer. De leerling kan zich aanmelden zodra de beperking is opgeheven.")),

        new(RefusalKind.AnswerNotTrusted, 502,
            new RefusalRow(RefusalReason.AcmError, "ACM weigerde de aanmelding.", TellOperatorAndAcm),
            new RefusalRow(RefusalReason.TokenMissing, "ACM gaf geen ID-token.", TellOperatorAndAcm),
            new RefusalRow(RefusalReason.TokenTypeNotAllowed, "ACM gaf tokens van een soort die deze dienst niet gebruikt.", TellOperatorAndAcm),
            new RefusalRow(RefusalReason.AccessTokenMalformed, "Het toegangstoken had niet de vorm die het moet hebben.", TellOperatorAndAcm),
            new RefusalRow(RefusalReason.TokenTooLarge, NotAToken, TellOperatorAndAcm),
            new RefusalRow(RefusalReason.TokenMalformed, NotAToken, TellOperatorAndAcm),
            new RefusalRow(RefusalReason.AlgorithmNotAllowed, NotSigned, TellOperatorAndAcm),
            new RefusalRow(RefusalReason.HeaderNotAllowed, NotSigned, TellOperatorAndAcm),
            new RefusalRow(RefusalReason.KeyUnknown, NotSigned, TellOperatorAndAcm),
            new RefusalRow(RefusalReason.SignatureInvalid, NotSigned, TellOperatorAndAcm),
            new RefusalRow(RefusalReason.IssuerMismatch, NotForUs, TellOperatorAndAcm),
            new RefusalRow(RefusalReason.AudienceMismatch, NotForUs, TellOperatorAndAcm),
            new RefusalRow(RefusalReason.AuthorizedPartyMismatch, NotForUs, TellOperatorAndAcm),
            new RefusalRow(RefusalReason.TokenExpired, NotValidNow, TryAgainOrCheckClock),
            new RefusalRow(RefusalReason.IssuedAtOutOfRange, NotValidNow, TryAgainOrCheckClock),
            new RefusalRow(RefusalReason.NonceMismatch, NotThisSignIn, TellOperatorAndAcm),
            new RefusalRow(RefusalReason.AccessTokenHashMismatch, NotThisSignIn, TellOperatorAndAcm),
            new RefusalRow(RefusalReason.UserInfoSubjectMismatch, NotThisSignIn, TellOperatorAndAcm),
            new RefusalRow(
                RefusalReason.ClaimMalformed, "Een van de gegevens van de leerling had niet de vorm die het protocol vraagt.", LeerIdMustCorrect),
            new RefusalRow(
                RefusalReason.IdentifierMissing, "LeerID gaf geen leer_id_uuid en geen account_uuid, zodat niet vaststond wie het is.", LeerIdMustCorrect)),
    ];
}
