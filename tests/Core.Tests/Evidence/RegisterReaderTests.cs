using LeerId.Evidence;
using LeerId.Testing;

namespace LeerId.Core.Tests.Evidence;

/// <summary>The register as the officer and the operator see it.</summary>
public sealed class RegisterReaderTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Register_has_the_officers_the_applications_with_their_protocol_and_the_processors_with_the_risk_assessment()
    {
        using EvidenceRig rig = new(
            await azurite.NewDeployedAccountAsync(),
            settings:
            [
                ("Applications:1:ClientId", "zonder"), ("Applications:1:Name", "Zonder protocol"),
                ("Applications:1:RedirectUris:0", "https://other.example/callback"), ("Secrets:application-zonder-secret", "another secret"),
            ]);

        IReadOnlyList<DocumentSection> sections = await rig.Get<RegisterReader>().ReadAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                "Functionarissen voor gegevensbescherming", "Toepassingen en hun protocol", "Register van verwerkingsactiviteiten (AVG, artikel 30)",
                "Protocol, adviezen en beoordelingen", "Persoonsgegevens en hoe lang ze blijven", "Verwerkers", "Verwerkers van DOV",
            ],
            sections.Select(section => section.Title));
        Assert.Equal(
            [
                "de dienstenleverancier: Functionaris van de dienstenleverancier; +32 2 555 01 01; dpo@provider.example",
                "DOV: Functionaris van DOV; 02 555 01 02; dpo@dov.example",
            ],
            Rows(sections[0]));
        Assert.Equal(
            [
                "Oefenapp: protocol van 10 juli 2024; openid, profile, leerid; oefenapp",
                "Zonder protocol: niet opgegeven; openid, profile, leerid; zonder (!)",
            ],
            Rows(sections[1]));
        Assert.Equal(["Wolk NV: opslag; IE; VO-2026-1; 1 augustus 2026"], Rows(sections[5]));
        Assert.Equal(
            "De laatste risico-inschatting (protocol, artikel 6) is van 1 juni 2026, de volgende herziening is ten laatste op 1 juni 2027.",
            sections[5].Texts[1]);
    }

    [Fact]
    public async Task Overdue_review_is_told_at_the_processors()
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync(), "2027-06-02T08:00:00Z");
        IReadOnlyList<DocumentSection> sections = await rig.Get<RegisterReader>().ReadAsync(TestContext.Current.CancellationToken);
        Assert.EndsWith("de volgende herziening moest er zijn op 1 juni 2027.", sections[5].Texts[1], StringComparison.Ordinal);
    }

    private static IEnumerable<string> Rows(DocumentSection section) =>
        section.Tables[0].Rows.Select(row => $"{row.Head}: {string.Join("; ", row.Cells)}{(row.NeedsAttention ? " (!)" : "")}");
}
