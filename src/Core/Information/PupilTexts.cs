using LeerId.Applications;
using LeerId.Calendar;
using LeerId.Register;

namespace LeerId.Information;

/// <summary>
/// Writes the information for a pupil about the processing, section by section, in plain words (GDPR, articles 12(1), 13, 14 and 15(1)). The public page
/// and the dossier of a pupil use the same sections, so that they can't differ.
/// </summary>
public sealed class PupilTexts(RegisterWriter writer, ApplicationRegister applications)
{
    /// <summary>Writes the purposes of the processing (articles 13(1)(c) and 15(1)(a)).</summary>
    public InformationSection Purposes() => new("Waarvoor we je gegevens gebruiken",
    [
        $"Om te weten wie je bent, elke keer als je {applications.Names} opent met LeerID.",
        "Om na te gaan of je school met ons werkt. Alleen leerlingen van die scholen kunnen binnen.",
        "Het kan dat we per dag tellen hoeveel leerlingen van een school niet binnen konden. Zo zien we of we een school vergeten zijn. "
            + "Daarbij bewaren we niets over jou.",
    ]);

    /// <summary>Writes the legal ground, and whether the pupil must provide the data (articles 13(1)(c) and (d), 13(2)(e), 14(2)(b)).</summary>
    public InformationSection LegalGround()
    {
        ProcessingRegister register = writer.Write();
        RegisteredDocuments documents = register.Documents;
        List<string> texts =
        [
            "We hebben een goede reden om je gegevens te gebruiken: zonder je gegevens weten we niet wie je bent en of je school met ons werkt. "
                + $"De wet noemt onze reden een {register.LegalGround}.",
        ];
        if (documents.BalancingTest is { } test)
            texts.Add($"Op {DutchDate.Day(test.Date)} hebben we afgewogen of onze reden zwaarder weegt dan jouw belang. Je mag vragen wat daaruit kwam.");
        texts.Add($"Welke gegevens we krijgen en wat we ermee mogen, staat in een afspraak met de Vlaamse overheid: {register.Protocol.Reference}, "
            + $"{DutchDate.Day(register.Protocol.Date)}.");
        texts.Add("Je bent niet verplicht om je gegevens te geven. Maar zonder die gegevens kun je je niet aanmelden met LeerID.");
        return new("Waarom dat mag", texts)
        {
            Link = documents.ProtocolAddress is { } address ? new("Lees het protocol", address) : null,
        };
    }

    /// <summary>Writes the categories of data that are processed now (articles 14(1)(d) and 15(1)(b)).</summary>
    public InformationSection Data() => new("Welke gegevens het zijn",
    [
        "We houden een logboek bij (de privacylog): wanneer je je aanmeldde, bij welke toepassing, en wie je gegevens bekeek en waarom. "
            + "Daarin staat niet je naam, maar een code.",
        "Vraag je ons iets over je gegevens? Dan bewaren we ook je vraag en ons antwoord.",
        "Uit LeerID bewaren we alleen deze gegevens over jou:",
    ])
    {
        Items = [.. writer.Write().Data.Where(category => category.IsProcessed).Select(category => $"{category.Name}: {category.Description}.")],
    };

    /// <summary>Writes the source of the data (articles 14(2)(f) and 15(1)(g)).</summary>
    public InformationSection Source() => new("Van wie we je gegevens hebben",
    [
        "Van het Departement Onderwijs en Vorming van de Vlaamse overheid (DOV), via LeerID. We krijgen ze elke keer als je je aanmeldt, "
            + "van het toegangsbeheer van de Vlaamse overheid (ACM).",
        "DOV is zelf verantwoordelijk voor LeerID en mag ons je gegevens geven omdat een wet het oplegt (artikel 6, lid 1, c, van de AVG). "
            + $"De functionaris voor gegevensbescherming van DOV: {Contacts.OfficerOfDov(writer.Write())}.",
    ]);

    /// <summary>
    /// Writes the recipients of the data: applications, staff, other providers, and the processors by name (articles 13(1)(e) and 15(1)(c); protocol,
    /// article 4).
    /// </summary>
    public InformationSection Recipients()
    {
        IReadOnlyList<Processor> processors = writer.WriteProcessors();
        return new("Wie je gegevens krijgt",
        [
            $"De toepassing waarbij je je aanmeldt: {applications.Names}.",
            "Medewerkers van ons, alleen als hun werk het vraagt. Ze moeten eerst zeggen waarom ze je gegevens bekijken, en dat komt in het logboek.",
            "Een andere aanbieder die met LeerID werkt, kan alleen je nummers van LeerID krijgen, en alleen als je schoolbestuur daarom vraagt "
                + "en DOV het vooraf weet. Wil je weten of dat gebeurd is? Vraag het ons.",
            .. processors.Count == 0
                ? (string[])[]
                : ["Bedrijven die voor ons werken. Ze mogen met je gegevens alleen doen wat wij vragen. Dit zijn ze:"],
        ])
        {
            Items = [.. processors.Select(processor => $"{processor.Name} ({EuropeanEconomicArea.NameOf(processor.Country)}): {processor.Service}.")],
        };
    }

    /// <summary>Writes whether data are transferred outside the European Economic Area (articles 13(1)(f) and 15(2)).</summary>
    public InformationSection Transfers() =>
        new("Of je gegevens naar landen buiten Europa gaan", [Contacts.Sentence(writer.Write().Transfers)]);

    /// <summary>Writes the retention periods (articles 13(2)(a) and 15(1)(d)).</summary>
    public InformationSection Terms() => new("Hoe lang we je gegevens bewaren",
    [
        "We bewaren alleen wat LeerID bij je laatste aanmelding over jou zei. Bij een nieuwe aanmelding komen nieuwe gegevens in de plaats van de oude. "
            + "Dit zijn de termijnen:",
    ])
    {
        Items = [.. writer.Write().ErasureTerms.Select(Contacts.Line)],
    };

    /// <summary>Describes the decision on admission (articles 13(2)(f), 15(1)(h) and 22).</summary>
    public static InformationSection Decision() => new("Wat een computer beslist",
    [
        "Bij elke aanmelding beslist een computer of je binnen mag. Hij kijkt naar twee dingen: de scholen waar LeerID zegt dat je ingeschreven bent, "
            + "en de scholen die vandaag een contract met ons hebben. Staat een van jouw scholen daarbij, dan kun je binnen. Anders niet.",
        "Vroeg je ons om je gegevens niet te gebruiken, of is onze afspraak met de overheid voorbij? Dan kun je ook niet binnen.",
        "Dat is nodig: we mogen je gegevens alleen gebruiken als je school met ons werkt, en zoveel aanmeldingen kan geen mens nakijken.",
        "Denk je dat het niet klopt? Vraag het aan je juf, meester of leerkracht, of aan ons, en geef de hulpcode van de pagina die je zag. "
            + "Dan kijkt een mens het na. Je mag ook zeggen wat je er zelf van vindt.",
        "We maken geen profiel van jou.",
    ]);

    /// <summary>Describes the rights, and how to exercise them (articles 13(2)(b) and 15(1)(e)).</summary>
    public InformationSection Rights() => new("Wat je mag vragen",
    [
        "Je mag vragen welke gegevens we over jou bewaren, en wie ze bekeek.",
        "Klopt er iets niet? Vraag je school om het te verbeteren. Bij je volgende aanmelding is het ook bij ons juist.",
        "Je mag ons vragen om je gegevens te wissen of om ze minder te gebruiken, en je mag er bezwaar tegen maken dat we ze gebruiken.",
        $"Vraag het aan onze functionaris voor gegevensbescherming: {Contacts.Officer(writer.Write())}. Je ouders mogen dat ook voor jou doen. "
            + "We gaan na of de vraag echt van jou of je ouders komt. Je krijgt een antwoord binnen een maand. "
            + "Is je vraag moeilijk, dan kan dat twee maanden langer duren, en dan zeggen we je dat eerst. Het kost niets.",
    ]);

    /// <summary>Describes how to complain (articles 13(2)(d) and 15(1)(f)).</summary>
    public static InformationSection Complaint() => new("Waar je kunt klagen",
    [
        $"Vind je dat we fout omgaan met je gegevens? Dan kun je een klacht indienen bij {Contacts.Authority}.",
        "Gaat je klacht over de Vlaamse overheid? Dan kan het ook bij de Vlaamse Toezichtcommissie (VTC).",
    ])
    {
        Link = Contacts.AuthoritySite,
    };
}
