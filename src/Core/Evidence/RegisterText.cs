using LeerId.Calendar;
using LeerId.Register;

namespace LeerId.Evidence;

/// <summary>Writes the register of processing activities, its documents and the processors, in plain Dutch.</summary>
internal static class RegisterText
{
    /// <summary>Writes the register as sections of a document.</summary>
    /// <param name="register">The register.</param>
    /// <param name="processors">The processors.</param>
    /// <param name="dovProcessors">The last overview that DOV gave of its own processors; null if none is registered.</param>
    public static IReadOnlyList<DocumentSection> Write(
        ProcessingRegister register, IReadOnlyList<Processor> processors, DovProcessorsEvidence? dovProcessors) =>
    [
        Register(register), .. RegisterDocumentsText.Write(register), Data(register), Processors(processors, register.Documents.RiskAssessment),
        DovProcessors(dovProcessors),
    ];

    private static DocumentSection Register(ProcessingRegister register) => new(
        "Register van verwerkingsactiviteiten (AVG, artikel 30)",
        [],
        [
            EvidenceText.Facts("Wie, waarom en op welke grond",
                ("Dienstenleverancier", $"{register.Provider.Name}, {register.Provider.Address}"),
                ("Ondernemingsnummer", register.Provider.EnterpriseNumber ?? "niet opgegeven"),
                ("Contact", register.Provider.Contact),
                ("Functionaris voor gegevensbescherming", register.Officers.Provider.Line),
                ("Functionaris voor gegevensbescherming van DOV", register.Officers.Dov.Line),
                ("Toepassing", register.Provider.Application),
                ("Protocol", $"{register.Protocol.Reference}, {DutchDate.Day(register.Protocol.Date)}"),
                ("Herkomst van de gegevens", register.Protocol.Source),
                ("Doelen", Listed(register.Purposes)),
                ("Rechtsgrond", register.LegalGround),
                ("Betrokkenen", Listed(register.PersonCategories)),
                ("Ontvangers", Listed(register.Recipients)),
                ("Doorgifte", register.Transfers),
                ("Organisatorische maatregelen", register.OrganisationalMeasures.Count == 0 ? "niet opgegeven" : Listed(register.OrganisationalMeasures))),
        ]);

    private static DocumentSection Data(ProcessingRegister register) => new(
        "Persoonsgegevens en hoe lang ze blijven",
        [$"Alleen deze gegevens worden verwerkt (protocol, artikel 3). Daarnaast legt de dienst zelf vast: {Listed(register.AlsoRecorded)}."],
        [
            new("Verwerkte gegevens", ["Gegeven", "Wat het is", "Nu gelezen en bewaard"],
                [.. register.Data.Select(data => new DocumentRow(data.Name, [data.Description, DutchValue.YesNo(data.IsProcessed)]))]),
            new("Wanneer iets gewist wordt (artikels van het protocol)", ["Wat", "Wanneer", "Artikel"],
                [.. register.ErasureTerms.Select(term => new DocumentRow(term.What, [term.Term, term.Article]))]),
        ]);

    private static DocumentSection Processors(IReadOnlyList<Processor> processors, ReviewedDocument? riskAssessment) => new(
        "Verwerkers",
        [
            processors.Count == 0 ? "Er zijn geen verwerkers opgegeven." : "Met elke verwerker is er een overeenkomst volgens artikel 28 van de AVG.",
            riskAssessment is null
                ? "Er is geen risico-inschatting opgegeven (protocol, artikel 6)."
                : $"De laatste risico-inschatting (protocol, artikel 6) is van {DutchDate.Day(riskAssessment.Date)}, de volgende herziening "
                    + $"{(riskAssessment.IsOverdue ? "moest er zijn op" : "is ten laatste op")} {DutchDate.Day(riskAssessment.NextReview)}.",
        ],
        [
            new("Overzicht van de verwerkers", ["Verwerker", "Dienst", "Land", "Overeenkomst", "Sinds"],
                [.. processors.Select(processor => new DocumentRow(
                    processor.Name,
                    [
                        processor.Service, processor.IsInEea ? processor.Country : $"{processor.Country} (buiten de EER)", processor.Agreement,
                        DutchDate.Day(processor.Since),
                    ]))]),
        ]);

    private static DocumentSection DovProcessors(DovProcessorsEvidence? overview) => new(
        "Verwerkers van DOV",
        [
            overview is null ? "Er is geen overzicht van DOV geregistreerd."
                : $"Volgens het overzicht dat DOV gaf (protocol, artikelen 6 en 9), van {DutchDate.Day(overview.Date)}."
                    + (overview.Processors.Count == 0 ? " DOV heeft geen verwerkers." : ""),
        ],
        [
            new("Overzicht van DOV", ["Verwerker", "Dienst"],
                [.. (overview?.Processors ?? []).Select(processor => new DocumentRow(processor.Name!, [processor.Service!]))]),
        ]);

    private static string Listed(IReadOnlyList<string> items) => string.Join("; ", items);
}
