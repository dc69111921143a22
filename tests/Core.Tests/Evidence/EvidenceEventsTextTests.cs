using LeerId.Evidence;
using LeerId.Notices;
using LeerId.Testing;

namespace LeerId.Core.Tests.Evidence;

/// <summary>What a report in Dutch marks as needing attention.</summary>
public sealed class EvidenceEventsTextTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset KnownAt = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Nightly_job_that_never_ran_needs_attention_and_one_that_runs_on_demand_does_not()
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync());
        EvidenceReport report = (await rig.MakeAsync()).Report;

        IReadOnlyList<DocumentRow> rows = Table(report, "Overzicht").Rows;

        Assert.Contains(rows, row => row.Cells[^1] == "nog nooit uitgevoerd");
        Assert.Contains(rows, row => row.Cells[^1] == "loopt op vraag");
        Assert.All(rows, row => Assert.Equal(row.Cells[^1] == "nog nooit uitgevoerd", row.NeedsAttention));
    }

    [Theory]
    [InlineData(AuthorityTerm.Running, false, "de termijn loopt")]
    [InlineData(AuthorityTerm.NotRecorded, true, "nee: geen melding geregistreerd")]
    [InlineData(AuthorityTerm.NotRequired, false, "niet nodig: de reden staat in het register van meldingen")]
    public async Task Breach_of_which_the_authority_did_not_hear_in_time_needs_attention(AuthorityTerm term, bool needsAttention, string text)
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync());
        EvidenceReport report = WithBreach((await rig.MakeAsync()).Report, new(KnownAt, BreachSource.Own, RiskJudgement.Risk, null, term, null, []));

        DocumentRow row = Assert.Single(Table(report, "Datalekken en de toezichthouder (AVG, artikel 33)").Rows);

        Assert.Equal((needsAttention, "bij de dienstenleverancier", "een risico", text), (row.NeedsAttention, row.Cells[1], row.Cells[2], row.Cells[^1]));
    }

    [Theory]
    [InlineData(null, "niet aanvaard", true)]
    [InlineData("2026-08-31", "31 augustus 2025 om 10.00 uur", true)]
    [InlineData("2026-09-01", "1 september 2025 om 10.00 uur", false)]
    public async Task Person_without_an_acceptance_that_was_good_in_the_period_needs_attention(string? goodUntil, string accepted, bool needsAttention)
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync());
        EvidenceReport made = (await rig.MakeAsync("2026-09-01", "2026-09-10")).Report;
        DateOnly? last = goodUntil is null ? null : DateOnly.ParseExact(goodUntil, "yyyy-MM-dd");
        StaffPersonEvidence person = new(
            "privacy", "00000001-0000-0000-0000-000000000001", last is null ? null : "standard-2",
            last is { } day ? new DateTimeOffset(day.AddYears(-1), new TimeOnly(8, 0), TimeSpan.Zero) : null, last);
        EvidenceReport report = made with { StaffAccess = made.StaffAccess with { People = [person] } };

        DocumentRow row = Assert.Single(Table(report, "Medewerkers per rol, en wanneer ze de vertrouwelijkheid aanvaardden").Rows);

        Assert.Equal((needsAttention, accepted), (row.NeedsAttention, row.Cells[1]));
    }

    [Fact]
    public async Task Breach_is_complete_or_says_what_is_missing_and_needs_attention_until_it_is_closed()
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync());
        EvidenceReport report = (await rig.MakeAsync()).Report;
        BreachEvidence open = new(KnownAt, null, null, null, AuthorityTerm.Running, null, ["risk", "consultations"]);
        DocumentRow[] rows =
        [
            .. new[] { open, open with { ClosedAt = KnownAt }, open with { ClosedAt = KnownAt, Missing = [] } }.Select(breach => Assert.Single(Table(
                WithBreach(report, breach), "Volledigheid van de datalekken (AVG, artikelen 33 en 34; protocol, artikel 9)").Rows)),
        ];

        const string Lacking = "Beoordeling van het risico, Overleg tussen beide partijen";
        const string ClosedOn = "1 september 2026 om 10.00 uur";
        Assert.Equal(
            [("nog niet", Lacking, true), (ClosedOn, $"{Lacking} (met een reden in het register van meldingen)", false), (ClosedOn, "niets", false)],
            rows.Select(row => (row.Cells[0], row.Cells[1], row.NeedsAttention)));
    }

    private static EvidenceReport WithBreach(EvidenceReport report, BreachEvidence breach) => report with
    {
        Notices = [new NoticeEvidence("breach/1", NoticeKind.Breach, NoticeState.Sent, KnownAt, KnownAt, KnownAt, true, breach)],
    };

    private static DocumentTable Table(EvidenceReport report, string caption) =>
        EvidenceEventsText.Write(report).SelectMany(section => section.Tables).Single(table => table.Caption == caption);
}
