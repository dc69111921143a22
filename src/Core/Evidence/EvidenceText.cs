using System.Globalization;
using LeerId.Calendar;
using LeerId.Register;

namespace LeerId.Evidence;

/// <summary>Writes a report in plain Dutch. This part covers what is registered and configured; <see cref="EvidenceEventsText"/> covers the events.</summary>
public static class EvidenceText
{
    /// <summary>Writes the whole report as a document.</summary>
    public static EvidenceDocument Write(SignedReport signedReport)
    {
        ArgumentNullException.ThrowIfNull(signedReport);
        EvidenceReport report = signedReport.Report;
        return new EvidenceDocument(
            $"Verantwoording LeerID, {DutchDate.Day(report.From)} tot en met {DutchDate.Day(report.Until)}",
            [
                About(signedReport), .. RegisterText.Write(report.Register, report.Processors, report.DovProcessors), Measures(report), Keys(report.Keys),
                .. EvidenceEventsText.Write(report),
            ],
            signedReport.Jws);
    }

    private static DocumentSection About(SignedReport signed)
    {
        EvidenceReport report = signed.Report;
        string[] jws = signed.Jws.Split('.');
        return new(
            "Over dit verslag",
            [
                "Dit verslag toont hoe de dienstenleverancier het protocol met DOV naleeft: wat geregistreerd is, "
                    + "welke maatregelen nu gelden en wat er in de periode gebeurd is. Er staan geen persoonsgegevens van leerlingen in. "
                    + "Medewerkers staan er met hun nummer in de personeelsgids, en de functionarissen met hun naam: "
                    + "geef het verslag alleen aan wie het nodig heeft.",
                "De handtekening bewijst alleen het ondertekende verslag in kleine letters onderaan (JSON, als JWS). "
                    + "De tabellen tonen dat verslag in leesbare vorm. Als iemand ze in een bewaard bestand of op papier verandert, "
                    + "blijft de handtekening toch geldig. Vergelijk ze daarom met wat u ziet als u de handtekening nagaat.",
            ],
            [
                Facts("Kenmerken van dit verslag",
                    ("Nummer", report.Number),
                    ("Gemaakt op", DutchDate.Moment(report.MadeAt)),
                    ("Periode", $"{DutchDate.Day(report.From)} tot en met {DutchDate.Day(report.Until)}"),
                    ("Gemaakt door", $"{report.Issuer}, versie {report.Software}"),
                    ("SHA-256 van het verslag", signed.Sha256),
                    ("Handtekening (ES256)", jws[2]),
                    ("Sleutels om de handtekening na te gaan", $"{report.Issuer}/.well-known/seal-keys.json")),
            ]);
    }

    private static DocumentSection Measures(EvidenceReport report) => new(
        "Maatregelen en hun waarden nu",
        [$"Deze waarden komen uit de draaiende toepassing, zoals ze gelden op {DutchDate.Moment(report.MadeAt)}. De artikels zijn die van het protocol."],
        [
            .. report.Measures.GroupBy(measure => measure.Topic).Select(topic => new DocumentTable(
                topic.Key, ["Maatregel", "Waarde", "Artikel"],
                [.. topic.Select(measure => new DocumentRow(measure.Name, [measure.Value, measure.Article]))])),
        ]);

    private static DocumentSection Keys(IReadOnlyList<KeyEvidence> keys) => new(
        "Sleutels",
        ["Bij een sleutel met een publieke helft staan de vingerafdrukken (RFC 7638), die van de huidige sleutel eerst. Geheimen staan hier niet."],
        [
            new("Sleutels en hun versies", ["Sleutel", "Waarvoor", "Huidige", "Vorige", "Volgende", "Vingerafdrukken"],
                [.. keys.Select(key => new DocumentRow(
                    key.Name,
                    [
                        key.Use, DutchValue.YesNo(key.Current), DutchValue.YesNo(key.Previous), DutchValue.YesNo(key.Next), string.Join(", ", key.Thumbprints),
                    ],
                    NeedsAttention: !key.Current))]),
        ]);

    internal static string Count(long count) => DutchDate.Count(count);

    internal static string Number(long count, string one, string several) =>
        string.Create(CultureInfo.InvariantCulture, $"{DutchDate.Count(count)} {(count == 1 ? one : several)}");

    internal static DocumentTable Facts(string caption, params (string Name, string Value)[] facts) => new(
        caption, ["Wat", "Waarde"], [.. facts.Select(fact => new DocumentRow(fact.Name, [fact.Value]))]);
}
