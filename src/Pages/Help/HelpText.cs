using LeerId.SignIn;

namespace LeerId.Pages.Help;

/// <summary>The help for a teacher whose pupil sees a refusal page, in Dutch.</summary>
/// <param name="Kind">The kind of refusal.</param>
/// <param name="Cause">The cause of the refusal.</param>
/// <param name="Steps">The steps for the teacher, in order.</param>
/// <param name="Tell">The information that the teacher gives to the helpdesk.</param>
internal sealed record HelpText(RefusalKind Kind, string Cause, IReadOnlyList<string> Steps, string Tell)
{
    /// <summary>One text for each page that a pupil can see, the most frequent ones first.</summary>
    public static IReadOnlyList<HelpText> All { get; } =
    [
        new(
            RefusalKind.NoContract,
            "De uitgever heeft vandaag geen overeenkomst met deze school. Niemand van de school komt binnen, dus de hele klas heeft er last van. Het ligt niet "
                + "aan de leerling.",
            [
                "Geef de klas nu iets anders te doen. Opnieuw proberen helpt niet.",
                "Vraag aan de directie, of aan wie op school over leermiddelen beslist, of er een overeenkomst is en tot wanneer ze loopt.",
                "Is er een overeenkomst? Laat de school dan de helpdesk bellen met haar instellingsnummer.",
            ],
            "Zeg de code op de pagina, en het instellingsnummer van de school."),
        new(
            RefusalKind.NoEnrolment,
            "Volgens LeerID is deze leerling in geen enkele school ingeschreven.",
            [
                "Schrijf de code over die op de pagina staat.",
                "Vraag het secretariaat of de inschrijving in orde is, en of ze is doorgestuurd.",
                "Is de leerling pas ingeschreven? Probeer het dan over enkele dagen opnieuw.",
                "Gebruikt een andere leerling nu dit toestel? Druk dan op de pagina op “Meld je hier af”.",
            ],
            "Zeg de code, en dat het secretariaat de inschrijving nakeek."),
        new(
            RefusalKind.StartAgain,
            "Het aanmelden duurde te lang, of de browser kwam terug met een oude pagina.",
            [
                "Sluit de andere vensters van de toepassing.",
                "Laat de leerling opnieuw beginnen in de toepassing zelf, en niet met een bladwijzer.",
                "Lukt het weer niet? Kijk na of de browser cookies toelaat, en of de datum en het uur van het toestel juist zijn.",
            ],
            "Zeg de code, welk toestel het is en welke browser."),
        new(
            RefusalKind.Unavailable,
            "LeerID of deze dienst antwoordt niet zoals het hoort. Het ligt niet aan de leerling en niet aan u.",
            [
                "Wacht enkele minuten. Laat de leerling dan op “Probeer opnieuw” drukken.",
                "Heeft de hele klas het? Geef dan iets anders te doen, en bel de helpdesk.",
                "Heeft één leerling het, en lukt het de volgende dag ook niet? Bel dan de helpdesk met de code.",
            ],
            "Zeg de code, hoeveel leerlingen het hebben, en sinds wanneer."),
        new(
            RefusalKind.Cancelled,
            "De leerling stopte tijdens het aanmelden, of drukte op annuleren.",
            [
                "Laat de leerling op “Probeer opnieuw” drukken.",
                "Weet de leerling niet hoe het verder moet? Toon het aanmelden dan op het digibord.",
            ],
            "Bel alleen als het blijft gebeuren. Zeg dan de code, en wat de leerling deed."),
        new(
            RefusalKind.ApplicationFault,
            "De toepassing vroeg iets wat niet kan. Alleen de makers van de toepassing kunnen dat verhelpen.",
            [
                "Laat de leerling beginnen op de startpagina van de toepassing.",
                "Gebeurt het daar ook? Bel dan de helpdesk.",
            ],
            "Zeg de code, en op welke pagina de leerling begon."),
        new(
            RefusalKind.SignInsSuspended,
            "De uitgever heeft het aanmelden met LeerID even stopgezet, voor alle scholen.",
            [
                "Geef de klas vandaag iets anders te doen. Opnieuw proberen helpt niet.",
                "Vraag de helpdesk tot wanneer het duurt.",
            ],
            "U hoeft niets te zeggen: de helpdesk weet het al."),
        new(
            RefusalKind.AgreementEnded,
            "Aanmelden met LeerID kan bij deze toepassing niet meer, voor geen enkele leerling.",
            [
                "Opnieuw proberen helpt niet.",
                "Kijk op de website van de toepassing hoe leerlingen voortaan aanmelden.",
            ],
            "Vraag hoe uw leerlingen voortaan aanmelden."),
    ];
}
