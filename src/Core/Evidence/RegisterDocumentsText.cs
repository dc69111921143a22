using LeerId.Calendar;
using LeerId.Register;

namespace LeerId.Evidence;

/// <summary>Writes the documents that belong to the register, and the register of a processor, in plain Dutch.</summary>
internal static class RegisterDocumentsText
{
    private const string NotGiven = "niet opgegeven";

    public static IEnumerable<DocumentSection> Write(ProcessingRegister register)
    {
        yield return Documents(register.Documents);
        if (register.AsProcessor is { } activities)
            yield return AsProcessor(activities, register);
    }

    private static DocumentSection Documents(RegisteredDocuments documents) => new(
        "Protocol, adviezen en beoordelingen",
        ["Deze documenten worden buiten de software bewaard. Een aangeduide rij ontbreekt, of haar herziening is te laat."],
        [
            new(
                "Waar de documenten zijn, en wanneer ze herzien worden", ["Document", "Waar", "Datum", "Volgende herziening"],
                [
                    new("bekendgemaakt protocol", [documents.ProtocolAddress?.AbsoluteUri ?? NotGiven, "", ""], documents.ProtocolAddress is null),
                    Row("advies van de functionaris van de dienstenleverancier over het protocol", documents.ProviderAdvice),
                    Row("advies van de functionaris van DOV over het protocol", documents.DovAdvice),
                    Row("risico-inschatting (protocol, artikel 6)", documents.RiskAssessment),
                    Row("gegevensbeschermingseffectbeoordeling (AVG, artikel 35)", documents.ImpactAssessment),
                    Row("belangenafweging (AVG, artikel 6, lid 1, f)", documents.BalancingTest),
                ]),
        ]);

    private static DocumentSection AsProcessor(ProcessorActivities activities, ProcessingRegister register) => new(
        "Register als verwerker (AVG, artikel 30, lid 2)",
        [],
        [
            EvidenceText.Facts("Wat de dienstenleverancier voor schoolbesturen doet",
                ("Verwerker", $"{register.Provider.Name}, {register.Provider.Address}"),
                ("Functionaris voor gegevensbescherming", register.Officers.Provider.Line),
                ("Voor wie", activities.Controllers),
                ("Welke verwerking", activities.Processing),
                ("Doorgifte", activities.Transfers),
                ("Beveiliging", activities.Measures)),
        ]);

    private static DocumentRow Row(string head, RegisteredDocument? document) =>
        new(head, [document?.Where ?? NotGiven, Day(document?.Date), ""], document is null);

    private static DocumentRow Row(string head, ReviewedDocument? document) => new(
        head,
        [document?.Where ?? NotGiven, Day(document?.Date), $"{Day(document?.NextReview)}{(document is { IsOverdue: true } ? " (te laat)" : "")}"],
        document is null or { IsOverdue: true });

    private static string Day(DateOnly? day) => day is { } given ? DutchDate.Day(given) : "";
}
