using LeerId.Applications;
using LeerId.Archive;
using LeerId.Calendar;
using LeerId.Notices;
using LeerId.PrivacyLog;
using LeerId.Retention;
using LeerId.Schools.Refusals;
using Microsoft.Extensions.Options;

namespace LeerId.Register;

/// <summary>Makes the register of processing activities and the list of processors, from the settings and from constants in the code.</summary>
public sealed class RegisterWriter(
    IOptions<RegisterOptions> register, ApplicationRegister applications, IOptions<DpoOptions> dpo, IOptions<RetentionOptions> retention,
    IOptions<AgreementOptions> agreement, IOptions<RecordRetentionOptions> records, IOptions<PrivacyLogOptions> privacyLog,
    IOptions<ArchiveOptions> archive, RetentionPolicy policy, RegisterDocuments documents)
{
    private const string NoTransfers = "geen doorgifte buiten de Europese Economische Ruimte";

    private readonly RegisterOptions _register = register.Value;

    /// <summary>The data that the software records about members of staff.</summary>
    public static IReadOnlyList<string> RecordedOfStaff { get; } =
    [
        "van elke medewerker die gegevens opvraagt: nummer in de personeelsgids, rol, tijdstip, handeling en doel (privacylog)",
        "van elke medewerker die iets meldt, aanvraagt, vrijgeeft of wijzigt: nummer in de personeelsgids en tijdstip (registers en lijst van scholen)",
        "van elke medewerker die de vertrouwelijkheidstekst aanvaardt: nummer in de personeelsgids, versie van de tekst en tijdstip",
    ];

    /// <summary>Makes the register of processing activities (GDPR, article 30), from the settings.</summary>
    public ProcessingRegister Write()
    {
        ProviderOptions provider = _register.Provider;
        return new ProcessingRegister(
            new RegisteredProvider(provider.Name, provider.Address, Given(provider.EnterpriseNumber), provider.Contact, Applications()),
            new RegisteredOfficers(Officer(dpo.Value.Provider), Officer(dpo.Value.Dov)),
            new RegisteredProtocol(
                _register.Protocol.Reference, _register.Protocol.Day!.Value,
                "het Departement Onderwijs en Vorming (DOV), verwerkingsverantwoordelijke en enige oorspronkelijke bron van de gegevens"),
            [
                "de leerling identificeren telkens die de toepassing via LeerID gebruikt",
                "nagaan of de leerling ingeschreven is in een school waarmee de dienstenleverancier een overeenkomst heeft",
                "zien van welke scholen het contract vergeten is, met het aantal geweigerde aanmeldingen per dag en school, zonder gegevens van de leerling; "
                    + "alleen als de functionaris voor gegevensbescherming het tellen heeft aangezet",
            ],
            "gerechtvaardigd belang: artikel 6, lid 1, f) van de AVG (protocol, artikel 2)",
            [
                "leerlingen van het leerplichtonderwijs die met LeerID aanmelden",
                "medewerkers van de dienstenleverancier die gegevens opvragen (alleen in de privacylog)",
            ],
            DataCategories.Read(policy),
            [
                "van elke aanmelding: tijdstip, handeling, doel en uitkomst, onder een pseudoniem van de leerling (privacylog)",
                "van elke kwaliteitsmelding over één leerling: een pseudoniem van de leerling en, tot de functionaris van DOV ze heeft, de versleutelde uuid",
                "van elke beperking en elk bezwaar van een leerling: de grond, de data en een pseudoniem van de leerling",
                "van elk verzoek van een betrokkene: wie het deed, hoe dat nagegaan is, wat er gevraagd is, en de beslissing en het antwoord met hun reden",
                .. RecordedOfStaff,
            ],
            [
                "medewerkers van de dienstenleverancier die met de toegangscontrole belast zijn, voor wie het voor het werk nodig is",
                "de toepassing waarbij de leerling aanmeldt: haar server vraagt de gegevens na elke aanmelding op",
                "een andere dienstenleverancier met een eigen protocol met DOV: alleen de uuid's, op vraag van het schoolbestuur, "
                    + "nadat DOV het weet, en elke keer in het register van mededelingen",
            ],
            Given(_register.Transfers) ?? NoTransfers,
            ErasureTerms(),
            [.. _register.OrganisationalMeasures.Values.Select(Given).OfType<string>()],
            documents.Read(),
            AsProcessor());
    }

    /// <summary>Makes the list of processors (GDPR, article 28; protocol, article 6), from the settings.</summary>
    public IReadOnlyList<Processor> WriteProcessors() =>
    [
        .. from processor in _register.Processors.Values
           select new Processor(
               processor.Name, processor.Service, processor.Country, EuropeanEconomicArea.Has(processor.Country), processor.Agreement,
               processor.SinceDay!.Value),
    ];

    private ProcessorActivities? AsProcessor()
    {
        AsProcessorOptions activities = _register.AsProcessor;
        return activities.IsEmpty
            ? null
            : new(activities.Controllers.Trim(), activities.Processing.Trim(), Given(activities.Transfers) ?? NoTransfers, activities.Measures.Trim());
    }

    private IReadOnlyList<ErasureTerm> ErasureTerms()
    {
        RetentionOptions kept = retention.Value;
        ArchiveOptions archived = archive.Value;
        DateOnly? end = agreement.Value.EndsOn;
        return
        [
            new(
                "de gegevens van de laatste aanmelding",
                $"{DutchValue.Of(kept.Term!.Value)} na de laatste aanmelding; oudere gegevens worden bij elke aanmelding overschreven", kept.Period, "3"),
            new(
                "de gebruikersnaam", $"vanaf {DutchDate.Day(policy.UsernamesEndOn)} niet meer gelezen of bewaard, en uit wat bewaard is gewist",
                kept.UsernameUntil, "5"),
            new("de regels van de privacylog", DutchValue.Of(privacyLog.Value.Term!.Value), privacyLog.Value.Period, "6") { NamesStaff = true },
            new(
                "het aantal geweigerde aanmeldingen per dag en school zonder contract, als dat geteld wordt",
                $"{SchoolRefusalPruning.Days} dagen; tellingen onder {DutchDate.Count(SchoolRefusalPruning.MinimumCount)} de nacht erna", "", "3"),
            new(
                "alle gegevens van leerlingen na het einde van het protocol",
                end is { } day
                    ? $"aanmelden stopt op {DutchDate.Day(day)}; het wissen begint {DutchValue.Of(agreement.Value.Grace!.Value)} na de eerste"
                        + " aankondiging daarna, of vroeger als de functionaris en een operator het bevestigen"
                    : "er is geen einddatum",
                end is null ? "" : agreement.Value.EndDate!, "11"),
            .. records.Value.All.Select(record => new ErasureTerm(
                RecordNames.Of(record.Table),
                $"{DutchValue.Of(records.Value.TermOf(record.Table))} {RecordNames.BeginningOf(record.Table)}", record.Setting, "6")
            {
                NamesStaff = true,
            }),
            new(
                "het archief van de privacylog, onder pseudoniemen",
                $"{DutchDate.Count(archived.LogDaysNumber)} dagen na het schrijven", archived.LogDays, "6")
            {
                NamesStaff = true,
            },
            new(
                "het archief van de registers en verslagen",
                $"{DutchDate.Count(archived.RecordDaysNumber + ArchiveTerms.RecordGraceDays)} dagen na de laatste wijziging, en zolang iets nog geldt",
                archived.RecordDays, "6")
            {
                NamesStaff = true,
            },
            new(
                "de technische logregels van de toepassing, zonder gegevens van leerlingen",
                kept.LogTerm is { } logs ? DutchValue.Of(logs) : "niet opgegeven", kept.Logs, "6"),
        ];
    }

    private static RegisteredOfficer Officer(OfficerOptions officer) => new(officer.Name.Trim(), officer.Telephone.Trim(), officer.Mail.Trim());

    // Each application is followed by the protocol under which it may have the data, if its settings name one.
    private string Applications() => string.Join("; ", applications.All.Select(application =>
        application.Protocol.Length == 0 ? application.Name : $"{application.Name} ({application.Protocol})"));

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
