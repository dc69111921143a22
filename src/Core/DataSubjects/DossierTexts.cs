using LeerId.Applications;
using LeerId.Calendar;
using LeerId.Disclosures;
using LeerId.Notices;
using Microsoft.Extensions.Options;

namespace LeerId.DataSubjects;

/// <summary>What GDPR article 15(1) has a pupil told with the data, point by point, in Dutch.</summary>
public sealed class DossierTexts(ApplicationRegister applications, IOptions<DpoOptions> officers, IProcessorNames processors)
{
    internal string Introduction => $"Hier staat wat wij bewaren omdat je met LeerID aanmeldt bij {applications.Names}: je gegevens, wat in ons logboek "
        + $"over jou staat, en wie je gegevens kreeg. {Elsewhere}";

    internal string NothingKept => $"Wij bewaren nu geen naam, nummers of school van jou. Meld je je met LeerID aan bij {applications.Names}, "
        + $"dan bewaren we wel weer gegevens. {Elsewhere}";

    internal string LogIntroduction => "In ons logboek staat elke keer dat je je aanmeldde, en elke keer dat een medewerker iets deed met je gegevens. "
        + "Van medewerkers lees je hier de taak en de reden die ze kozen.";

    internal IReadOnlyList<DossierSection> LogSections =>
    [
        new("Wat je moet weten over dit logboek",
        [
            "In het logboek staat niet je naam, maar een code. Er staat ook niet in met welke school je je aanmeldde.",
            "Wie de medewerkers zijn, zeggen we hier niet: ook hun gegevens zijn beschermd.",
        ]),
        Rights,
    ];

    /// <summary>What the application has, and what staff note of requests, is not kept under the pupil's numbers.</summary>
    private string Elsewhere => $"Wat {applications.Names} zelf over jou bewaart, zoals je resultaten, staat hier niet: dat vraag je daar. "
        + "Vroegen jij of je ouders ons vroeger al iets over je gegevens? Die vraag en ons antwoord bewaren we apart, op naam. Ook die kun je vragen.";

    private string Officer => $"Vraag het aan onze functionaris voor gegevensbescherming: {officers.Value.Provider}.";

    private DossierSection Rights => new("Wat je mag vragen",
    [
        "Klopt er iets niet? Vraag je school om het te verbeteren. Bij je volgende aanmelding is het ook bij ons juist.",
        "Je mag ons vragen om je gegevens te wissen of om ze minder te gebruiken, en je mag er bezwaar tegen maken dat we ze gebruiken.",
        Officer,
        "Vind je dat we fout omgaan met je gegevens? Dan kun je een klacht indienen bij de Gegevensbeschermingsautoriteit "
            + "(GBA, www.gegevensbeschermingsautoriteit.be) of bij de Vlaamse Toezichtcommissie (VTC).",
    ]);

    internal IReadOnlyList<DossierSection> Sections(IReadOnlyList<Disclosure> disclosures, bool isComplete, DateOnly from) =>
    [
        new("Waarvoor we je gegevens gebruiken",
        [
            $"Om te weten wie je bent, elke keer als je {applications.Names} gebruikt.",
            "Om na te gaan of je school met ons werkt.",
        ]),
        new("Welke soorten gegevens het zijn",
        [
            "Wie je bent: je naam en voornaam, je gebruikersnaam, en de nummers die LeerID aan jou en aan je accounts geeft.",
            "Waar je school loopt: het nummer van je school of scholen.",
        ]),
        new("Wie je gegevens krijgt",
        [
            $"Ze gaan naar {applications.Names} als je je daar aanmeldt. In het logboek hierboven staat wanneer dat gebeurde.",
            Processors,
            .. DisclosuresTold(disclosures, isComplete, from),
        ]),
        new("Hoe lang we je gegevens bewaren",
        [
            "We bewaren alleen wat LeerID bij je laatste aanmelding over jou zei. Bij een nieuwe aanmelding komen nieuwe gegevens in de plaats van de oude.",
            "Het logboek bewaren we langer, met een kopie in een archief. Daarin staat niet je naam, maar een code.",
        ]),
        Rights,
        new("Van wie we je gegevens hebben", ["Van het Departement Onderwijs en Vorming van de Vlaamse overheid, via LeerID."]),
        new("Wat een computer over jou beslist",
        [
            "Een computer beslist of je binnen mag. Hij kijkt naar twee dingen: de scholen waar LeerID zegt dat je ingeschreven bent, en de scholen die "
                + "vandaag een contract met ons hebben. Staat een van jouw scholen op die lijst, dan mag je binnen. Anders niet.",
            "Dat is nodig: we mogen je gegevens alleen gebruiken als je school met ons werkt, en zoveel aanmeldingen kan geen mens nakijken.",
            "Mocht je niet binnen en vind je dat fout? Zeg het aan je school, of vraag ons dat een mens ernaar kijkt. Je mag ook zeggen wat je er zelf van "
                + "vindt. Geef dan de hulpcode van de pagina die je zag.",
            "We maken geen profiel van jou.",
        ]),
    ];

    internal IReadOnlyList<DossierSection> SectionsOfNothing(IReadOnlyList<Disclosure> disclosures, bool isComplete, DateOnly from) =>
    [
        new("Wat dit betekent",
        [
            "Misschien meldde je je nooit aan, misschien is het te lang geleden, of zijn je gegevens gewist.",
            "Als je niet binnen mocht, bewaarden we je gegevens niet. In het logboek staat dan alleen dat je het probeerde, onder een code.",
        ]),
        new("Wie je gegevens kreeg", [.. DisclosuresTold(disclosures, isComplete, from)]),
        Rights,
    ];

    private string Processors => processors.Names is { Count: > 0 } names
        ? $"Deze bedrijven werken voor ons: {string.Join("; ", names)}. Zij mogen met je gegevens niets anders doen dan wat wij vragen."
        : "Geen ander bedrijf werkt voor ons met je gegevens.";

    private static IEnumerable<string> DisclosuresTold(IReadOnlyList<Disclosure> disclosures, bool isComplete, DateOnly from)
    {
        yield return "Een andere aanbieder die met LeerID werkt, kan alleen je nummers van LeerID krijgen, en alleen als je schoolbestuur daarom vraagt.";
        foreach (Disclosure disclosure in disclosures)
            yield return Told(disclosure);
        if (!isComplete)
            yield return "Niet het hele logboek kon gelezen worden. Misschien kregen nog anderen je nummers: vraag het later nog eens.";
        else if (disclosures.Count == 0)
            yield return $"Sinds {DutchDate.Day(from)} is dat met jouw nummers niet gebeurd. Verder gaat ons logboek niet terug.";
    }

    private static string Told(Disclosure disclosure) =>
        $"Op {DutchDate.Moment(disclosure.Release!.At)} kreeg {disclosure.Terms.Receiver.Name} je nummers van LeerID, op vraag van "
        + $"{disclosure.Terms.Board.Name}. Waarvoor: {disclosure.Terms.Purpose}";
}
