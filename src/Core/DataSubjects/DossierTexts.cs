using LeerId.Applications;
using LeerId.Calendar;
using LeerId.Disclosures;
using LeerId.Information;
using LeerId.Notices;
using LeerId.Restrictions;

namespace LeerId.DataSubjects;

/// <summary>The information that a pupil gets with the data (GDPR, article 15(1)): the parts of the public page, and those about this pupil alone.</summary>
public sealed class DossierTexts(PupilTexts texts, ApplicationRegister applications)
{
    internal string Introduction => $"Hier staat wat wij bewaren omdat je met LeerID aanmeldt bij {applications.Names}: je gegevens, wat in ons logboek "
        + $"over jou staat, en wie je gegevens kreeg. {Elsewhere}";

    internal string NothingKept => $"Wij bewaren nu geen naam, nummers of school van jou. Meld je je met LeerID aan bij {applications.Names}, "
        + $"dan bewaren we wel weer gegevens. {Elsewhere}";

    internal static string LogIntroduction => "In ons logboek staat elke keer dat je je aanmeldde, en elke keer dat een medewerker iets deed met je gegevens. "
        + "Van medewerkers lees je hier de taak en de reden die ze kozen.";

    internal IReadOnlyList<InformationSection> LogSections =>
    [
        new("Wat je moet weten over dit logboek",
        [
            "In het logboek staat niet je naam, maar een code. Er staat ook niet in met welke school je je aanmeldde.",
            "Wie de medewerkers zijn, zeggen we hier niet: ook hun gegevens zijn beschermd.",
        ]),
        texts.Rights(),
        PupilTexts.Complaint(),
    ];

    // What the application has, and what staff note of requests, is not kept under the pupil's numbers.
    private string Elsewhere => $"Wat {applications.Names} zelf over jou bewaart, zoals je resultaten, staat hier niet: dat vraag je daar. "
        + "Vroegen jij of je ouders ons vroeger al iets over je gegevens? Die vraag en ons antwoord bewaren we apart, op naam. Ook die kun je vragen.";

    internal IReadOnlyList<InformationSection> Sections(IReadOnlyList<Disclosure> disclosures, bool isComplete, DateOnly from) =>
    [
        texts.Purposes(),
        texts.Data(),
        texts.Recipients(),
        DisclosuresTold(disclosures, isComplete, from),
        texts.Transfers(),
        texts.Terms(),
        texts.Rights(),
        PupilTexts.Complaint(),
        texts.Source(),
        PupilTexts.Decision(),
    ];

    internal IReadOnlyList<InformationSection> SectionsOfNothing(IReadOnlyList<Disclosure> disclosures, bool isComplete, DateOnly from) =>
    [
        new("Wat dit betekent",
        [
            "Misschien meldde je je nooit aan, is het te lang geleden of zijn je gegevens gewist.",
            "Als je niet binnen mocht, bewaarden we je gegevens niet. In het logboek staat dan alleen dat je het probeerde, onder een code.",
        ]),
        DisclosuresTold(disclosures, isComplete, from),
        texts.Rights(),
        PupilTexts.Complaint(),
    ];

    /// <summary>The entries of registers about the pupil under a pseudonym; empty when there are none.</summary>
    internal static IEnumerable<InformationSection> InRegisters(IReadOnlyList<Restriction> restrictions, IReadOnlyList<Notice> reports) =>
        restrictions.Count + reports.Count == 0
            ? []
            : [new("Wat er nog over jou vastligt, onder een code", [.. restrictions.Select(Sentence), .. reports.Select(Sentence)])];

    private static string Sentence(Restriction restriction) => $"Op {DutchDate.Moment(restriction.PlacedAt)} legden we vast dat "
        + restriction.Ground switch
        {
            RestrictionGround.AccuracyContested => "we je gegevens alleen bewaren, omdat je zegt dat ze niet kloppen.",
            RestrictionGround.ErasureOpposed => "we je gegevens alleen bewaren, omdat je niet wilt dat we ze wissen.",
            RestrictionGround.LegalClaims => "we je gegevens alleen bewaren, omdat je ze nodig hebt voor een rechtszaak.",
            RestrictionGround.ObjectionPending => "we je gegevens alleen bewaren, omdat je bezwaar maakte.",
            RestrictionGround.ObjectionUpheld => "je bezwaar maakte. We gaven je gelijk en wisten je gegevens.",
            _ => throw new ArgumentOutOfRangeException(nameof(restriction)),
        }
        + (restriction.Lifted is { } lifted ? $" Sinds {DutchDate.Moment(lifted.At)} geldt dat niet meer." : " Zolang dat geldt, kun je niet aanmelden.");

    private static string Sentence(Notice report) =>
        $"Op {DutchDate.Moment(report.RegisteredAt)} legden we vast dat er iets niet klopt aan je gegevens (melding {report.Reference.Number}).";

    private static InformationSection DisclosuresTold(IReadOnlyList<Disclosure> disclosures, bool isComplete, DateOnly from) => new(
        "Of een andere aanbieder je nummers kreeg",
        [
            .. disclosures.Select(Sentence),
            .. isComplete ? [] : (string[])["Niet het hele logboek kon gelezen worden. Misschien kregen nog anderen je nummers: vraag het later nog eens."],
            .. isComplete && disclosures.Count == 0
                ? (string[])[$"Nee, niet sinds {DutchDate.Day(from)}. Verder gaat ons logboek niet terug."] : [],
        ]);

    private static string Sentence(Disclosure disclosure) =>
        $"Op {DutchDate.Moment(disclosure.Release!.At)} kreeg {disclosure.Terms.Receiver.Name} je nummers van LeerID, op vraag van "
        + $"{disclosure.Terms.Board.Name}. Waarvoor: {disclosure.Terms.Purpose}";
}
