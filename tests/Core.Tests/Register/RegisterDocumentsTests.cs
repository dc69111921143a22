using LeerId.Core.Tests.Evidence;
using LeerId.Evidence;
using LeerId.Register;

namespace LeerId.Core.Tests.Register;

/// <summary>The register contains the documents of the settings and marks missing or overdue ones, which are also logged as an event.</summary>
public sealed class RegisterDocumentsTests
{
    private const string Storage = "UseDevelopmentStorage=true";
    private const int Overdue = 9210;

    private static readonly (string Name, string? Value)[] All =
    [
        ("Register:Protocol:Url", "https://www.uitgever.example/protocol"),
        ("Register:Protocol:ProviderAdvice:Where", "ADV-1"), ("Register:Protocol:ProviderAdvice:Date", "2024-07-03"),
        ("Register:Protocol:DovAdvice:Where", "ADV-2"), ("Register:Protocol:DovAdvice:Date", "2024-05-01"),
        ("Register:BalancingTest:Where", "BA-1"), ("Register:BalancingTest:Date", "2024-06-20"),
        ("Register:AsProcessor:Controllers", "vzw De Bron"), ("Register:AsProcessor:Processing", "oefenresultaten bewaren"),
        ("Register:AsProcessor:Measures", "versleuteling"),
    ];

    [Fact]
    public void Register_contains_the_settings()
    {
        using EvidenceRig rig = new(Storage, settings: All);
        Assert.Null(rig.Fault());

        ProcessingRegister register = rig.Get<RegisterWriter>().Write();

        Assert.Equal(
            new RegisteredDocuments(
                new Uri("https://www.uitgever.example/protocol"),
                new RegisteredDocument("ADV-1", new DateOnly(2024, 7, 3)),
                new RegisteredDocument("ADV-2", new DateOnly(2024, 5, 1)),
                new ReviewedDocument("RI-2026", new DateOnly(2026, 6, 1), new DateOnly(2027, 6, 1), IsOverdue: false),
                new ReviewedDocument("GEB-2026", new DateOnly(2026, 6, 15), new DateOnly(2027, 6, 15), IsOverdue: false),
                new RegisteredDocument("BA-1", new DateOnly(2024, 6, 20))),
            register.Documents);
        Assert.Equal(
            new ProcessorActivities("vzw De Bron", "oefenresultaten bewaren", "geen doorgifte buiten de Europese Economische Ruimte", "versleuteling"),
            register.AsProcessor);
    }

    [Fact]
    public void Report_shows_each_document_and_the_register_of_a_processor()
    {
        using EvidenceRig rig = new(Storage, settings: All);
        DocumentSection[] sections = [.. RegisterDocumentsText.Write(rig.Get<RegisterWriter>().Write())];

        Assert.Equal(["Protocol, adviezen en beoordelingen", "Register als verwerker (AVG, artikel 30, lid 2)"], sections.Select(section => section.Title));
        Assert.Equal(
            [
                "bekendgemaakt protocol | https://www.uitgever.example/protocol |  | ",
                "advies van de functionaris van de dienstenleverancier over het protocol | ADV-1 | 3 juli 2024 | ",
                "advies van de functionaris van DOV over het protocol | ADV-2 | 1 mei 2024 | ",
                "risico-inschatting (protocol, artikel 6) | RI-2026 | 1 juni 2026 | 1 juni 2027",
                "gegevensbeschermingseffectbeoordeling (AVG, artikel 35) | GEB-2026 | 15 juni 2026 | 15 juni 2027",
                "belangenafweging (AVG, artikel 6, lid 1, f) | BA-1 | 20 juni 2024 | ",
            ],
            Rows(sections[0]).Select(row => $"{row.Head} | {string.Join(" | ", row.Cells)}"));
        Assert.DoesNotContain(Rows(sections[0]), row => row.NeedsAttention);
        Assert.Contains(Rows(sections[1]), row => row is { Head: "Voor wie", Cells: ["vzw De Bron"] });
    }

    [Fact]
    public void Report_marks_missing_and_overdue_documents()
    {
        using EvidenceRig rig = new(Storage, "2027-06-02T08:00:00Z");

        DocumentSection section = Assert.Single(RegisterDocumentsText.Write(rig.Get<RegisterWriter>().Write()));

        Assert.Equal([true, true, true, true, false, true], Rows(section).Select(row => row.NeedsAttention));
        Assert.Equal(["RI-2026", "1 juni 2026", "1 juni 2027 (te laat)"], Rows(section)[3].Cells);
        Assert.Equal(["niet opgegeven", "", ""], Rows(section)[5].Cells);
    }

    [Theory]
    [InlineData("2027-06-01T21:59:59Z", new string[0])]
    [InlineData("2027-06-01T22:00:00Z", new[] { "RiskAssessment was due on 2027-06-01" })]
    [InlineData("2027-06-15T22:00:00Z", new[] { "RiskAssessment was due on 2027-06-01", "ImpactAssessment was due on 2027-06-15" })]
    public void Review_is_overdue_when_its_day_in_Brussels_has_passed(string now, string[] overdue)
    {
        using EvidenceRig rig = new(Storage, now);
        rig.Get<OverdueReviews>().Report();
        Assert.Equal(
            overdue.Select(review => $"The review of Register:{review}. Review it, and set its Date and NextReview"),
            rig.Logs.Entries.Where(entry => entry.EventId.Id == Overdue).Select(entry => entry.Message));
    }

    private static IReadOnlyList<DocumentRow> Rows(DocumentSection section) => Assert.Single(section.Tables).Rows;
}
