using Azure.Data.Tables;
using LeerId.Core.Tests.Evidence;
using LeerId.Evidence;
using LeerId.Notices;
using LeerId.Pages.Documents;
using LeerId.Testing;

namespace LeerId.Core.Tests.Notices;

/// <summary>DOV's overview of its own processors, in the register and in the evidence report.</summary>
public sealed class DovProcessorsTests(AzuriteFixture azurite)
{
    private static readonly DovProcessor Cloud = new() { Name = "Vlaamse Cloud", Service = "hosting van de SSO-datastore" };
    private static readonly DovProcessor Help = new() { Name = "Helpdesk NV", Service = "eerste lijn" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Overviews_are_kept_by_date_and_one_of_the_same_date_is_corrected()
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync());
        DovProcessors processors = rig.Get<DovProcessors>();
        await RecordAsync(rig, new DateOnly(2026, 9, 1), Cloud);
        await RecordAsync(rig, new DateOnly(2025, 9, 1), Help);
        DateTimeOffset first = rig.Clock.GetUtcNow();
        rig.Clock.Advance(TimeSpan.FromHours(1));

        // Sending the same overview again changes nothing.
        Assert.Equal(first, (await RecordAsync(rig, new DateOnly(2026, 9, 1), Cloud)).RecordedAt);
        Assert.Equal(first.AddHours(1), (await RecordAsync(rig, new DateOnly(2025, 9, 1), Help, Cloud)).RecordedAt);

        IReadOnlyList<DovProcessorView> all = await processors.ListAsync(Cancel);
        Assert.Equal([new DateOnly(2026, 9, 1), new DateOnly(2025, 9, 1)], all.Select(overview => overview.Date));
        Assert.Equal([Cloud], all[0].Processors);
        Assert.Equal([Help, Cloud], all[1].Processors);
    }

    [Fact]
    public async Task Missing_and_invalid_fields_are_named()
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync());
        Assert.Equal(["date", "processors"], await FaultsAsync(rig, new DovProcessorOverview()));
        DovProcessorOverview good = new() { Date = new DateOnly(2026, 9, 10), Processors = [] };
        Assert.Equal(["date"], await FaultsAsync(rig, good with { Date = new DateOnly(2026, 9, 11) }));
        Assert.Equal(["processors"], await FaultsAsync(rig, good with { Processors = [Cloud, new DovProcessor { Name = "x", Service = " " }] }));
        Assert.Equal(["processors"], await FaultsAsync(rig, good with { Processors = [.. Enumerable.Repeat(Cloud, 201)] }));
        Assert.Equal(["processors"], await FaultsAsync(rig, good with { Processors = [Cloud with { Name = new string('x', 501) }] }));
        Assert.Empty(await rig.Get<DovProcessors>().ListAsync(Cancel));
    }

    [Fact]
    public async Task Evidence_report_has_the_last_overview_with_its_date()
    {
        string storage = await azurite.NewDeployedAccountAsync();
        using EvidenceRig rig = new(storage);
        Assert.Null((await rig.MakeAsync()).Report.DovProcessors);
        await RecordAsync(rig, new DateOnly(2025, 9, 1), Help);
        await RecordAsync(rig, new DateOnly(2026, 9, 1), Cloud);
        await new TableClient(storage, "Notices").AddEntityAsync(new TableEntity("dov-processors", "2026-09-02"), Cancel);

        SignedReport report = await rig.MakeAsync();

        Assert.Equal(new DateOnly(2026, 9, 1), report.Report.DovProcessors!.Date);
        Assert.Equal([Cloud], report.Report.DovProcessors.Processors);
        string page = (await EvidencePage.RenderAsync(report)).Html();
        Assert.Contains("van 1 september 2026.", page, StringComparison.Ordinal);
        Assert.Contains("hosting van de SSO-datastore", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Helpdesk NV", page, StringComparison.Ordinal);
        Assert.Single(rig.Logs.Entries, entry => entry.EventId.Id == 4033);
    }

    private static async Task<DovProcessorView> RecordAsync(EvidenceRig rig, DateOnly date, params DovProcessor[] processors) =>
        Assert.IsType<DovProcessorsOutcome.Recorded>(await rig.Get<DovProcessors>().RecordAsync(
            new DovProcessorOverview { Date = date, Processors = processors }, "00000002-0000-0000-0000-000000000001", Cancel)).Overview;

    private static async Task<IEnumerable<string>> FaultsAsync(EvidenceRig rig, DovProcessorOverview overview) =>
        Assert.IsType<DovProcessorsOutcome.Invalid>(await rig.Get<DovProcessors>().RecordAsync(overview, "x", Cancel)).Faults.Select(fault => fault.Field);
}
