namespace LeerId.SignIn;

/// <summary>What who helps a pupil needs to know of a refusal, in Dutch.</summary>
/// <param name="Explanation">What happened.</param>
/// <param name="NextStep">What to do about it.</param>
internal sealed record RefusalAdvice(string Explanation, string NextStep)
{
    private const string TryAgain = "Laat de leerling opnieuw beginnen in de toepassing.";
    private const string WaitAndTryAgain = "Laat de leerling het over enkele minuten opnieuw proberen. Blijft het duren, verwittig dan de operator.";
    private const string TellOperator = "Verwittig de operator: dit lost niet vanzelf op.";
    private const string TellOperatorAndAcm = "Verwittig de operator, die het met ACM moet bekijken. Komt het meermaals voor, dan kan het een aanval zijn.";
    private const string ReportedAsQuality =
        "Dit is als kwaliteitsmelding gemeld aan beide functionarissen voor gegevensbescherming (protocol, artikel 7). "
        + "Het moet bij LeerID verbeterd worden.";

    /// <summary>The advice for a reason; for null, a reason this version doesn't know, it is to tell the operator.</summary>
    public static RefusalAdvice For(RefusalReason? reason) => reason switch
    {
        RefusalReason.NoEnrolment => new(
            "Volgens LeerID is de leerling in geen enkele school ingeschreven.",
            "De school kijkt na of de inschrijving in haar administratie staat en is doorgestuurd. Daarna kan de leerling zich opnieuw aanmelden."),
        RefusalReason.NoContract => new(
            "Geen van de scholen van de leerling heeft vandaag een contract.",
            "Kijk na welke school het is, en of haar contract is ingevoerd, al begonnen is en nog loopt."),
        RefusalReason.AgreementEnded => new(
            "De overeenkomst met het Departement Onderwijs en Vorming is afgelopen.",
            "Aanmelden met LeerID kan niet meer. Verwijs naar de school voor een andere manier."),
        RefusalReason.Cancelled => new("De leerling is bij het aanmelden gestopt, of drukte op annuleren.", TryAgain),

        RefusalReason.ReturnPathInvalid => new(
            "De toepassing vroeg om terug te keren naar een adres dat niet van haar is.",
            "Laat de leerling beginnen vanaf de startpagina van de toepassing. Gebeurt het daar ook, verwittig dan de bouwers van de toepassing."),
        RefusalReason.ResponseInvalid =>
            new("De browser kwam terug met een onvolledig of dubbel antwoord, bijvoorbeeld door een oude link of bladwijzer.", TryAgain),
        RefusalReason.StateCookieMissing => new(
            "De browser had geen cookie van een aanmelding die bezig is.",
            "Laat de leerling opnieuw beginnen, in hetzelfde venster. Gebeurt het weer, kijk dan na of de browser cookies toelaat."),
        RefusalReason.StateCookieInvalid => new("De cookie van de aanmelding was niet van deze dienst, of te oud.", TryAgain),
        RefusalReason.StateMismatch => new("Het antwoord hoorde niet bij een aanmelding die in deze browser begon.", TryAgain),
        RefusalReason.StateExpired => new("De leerling deed langer dan tien minuten over het aanmelden.", TryAgain),
        RefusalReason.CodeRejected => new("De eenmalige code van ACM was al gebruikt of te oud, bijvoorbeeld na vernieuwen van de pagina.", TryAgain),
        RefusalReason.ResponseIssuerMismatch => new("Het antwoord noemde een andere afzender dan ACM.", TellOperatorAndAcm),

        RefusalReason.AcmUnreachable => new("ACM was niet bereikbaar.", WaitAndTryAgain),
        RefusalReason.AcmTimeout => new("ACM antwoordde niet op tijd.", WaitAndTryAgain),
        RefusalReason.AcmFailed => new("ACM meldde een storing.", WaitAndTryAgain),
        RefusalReason.AcmAnswerInvalid => new("ACM gaf een antwoord dat niet te lezen was.", WaitAndTryAgain),
        RefusalReason.ClientRejected => new("ACM aanvaardt de sleutel of het geheim van deze dienst niet: niemand kan zich aanmelden.", TellOperator),
        RefusalReason.StorageUnavailable => new("De opslag of de sleutelkluis antwoordde niet.", WaitAndTryAgain),
        RefusalReason.DeadlineExceeded => new("Alles samen duurde te lang.", WaitAndTryAgain),
        RefusalReason.InternalFault => new("Een fout in deze software of haar instellingen.", TellOperator),

        RefusalReason.AcmError => new("ACM weigerde de aanmelding.", TellOperatorAndAcm),
        RefusalReason.TokenMissing => new("ACM gaf geen ID-token.", TellOperatorAndAcm),
        RefusalReason.TokenTooLarge or RefusalReason.TokenMalformed => new("Het ID-token had niet de vorm die het moet hebben.", TellOperatorAndAcm),
        RefusalReason.AlgorithmNotAllowed or RefusalReason.HeaderNotAllowed or RefusalReason.KeyUnknown or RefusalReason.SignatureInvalid =>
            new("De handtekening van het ID-token was niet te vertrouwen.", TellOperatorAndAcm),
        RefusalReason.IssuerMismatch or RefusalReason.AudienceMismatch or RefusalReason.AuthorizedPartyMismatch =>
            new("Het ID-token was van een andere afzender, of voor een andere dienst.", TellOperatorAndAcm),
        RefusalReason.TokenExpired or RefusalReason.IssuedAtOutOfRange =>
            new(
                "Het ID-token was niet meer of nog niet geldig.",
                "Laat de leerling opnieuw beginnen. Blijft het gebeuren, dan loopt een klok verkeerd: verwittig de operator."),
        RefusalReason.NonceMismatch or RefusalReason.AccessTokenHashMismatch or RefusalReason.UserInfoSubjectMismatch =>
            new("Het ID-token hoorde niet bij deze aanmelding.", TellOperatorAndAcm),

        RefusalReason.ClaimMalformed => new(
            "Een van de gegevens van de leerling had niet de vorm die het protocol vraagt.",
            ReportedAsQuality),
        RefusalReason.IdentifierMissing => new(
            "LeerID gaf geen leer_id_uuid en geen account_uuid, zodat niet vaststond wie het is.",
            ReportedAsQuality),
        _ => new("Deze reden is van een andere versie van de software.", "Verwittig de operator: de documentatie van die versie noemt de reden."),
    };
}
