using LeerId.Archive;
using LeerId.Evidence;
using LeerId.Runs;
using LeerId.Testing;

namespace LeerId.Core.Tests.Evidence;

/// <summary>The runs of the archive in a report.</summary>
public sealed class ArchiveEvidenceTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Runs_nights_without_one_and_the_newest_manifests_are_reported()
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync(), "2026-09-03T02:30:00Z");
        await RunAsync(rig, rows: 4, new RunFile("records/manifests/1.json", "a"));
        rig.Clock.Advance(TimeSpan.FromDays(1));
        await RunAsync(rig, rows: 2, new RunFile("records/manifests/2.json", "b"), new RunFile("privacy-log/manifests/2.json", "c"));
        rig.Clock.Advance(TimeSpan.FromDays(2));
        await rig.Get<RunStore>().StartAsync(NightlyArchive.Job, null, null, Cancel);
        rig.Clock.Advance(TimeSpan.FromDays(2));

        ArchiveEvidence archive = await rig.Get<ArchiveEvidenceReader>()
            .ReadAsync(new EvidencePeriod(new DateOnly(2026, 9, 1), new DateOnly(2026, 9, 8)), Cancel);

        Assert.Equal([4L, 2L, 0L], archive.Runs.Select(run => run.Rows));
        Assert.Equal([true, true, false], archive.Runs.Select(run => run.EndedAt is not null));
        Assert.Equal([new DateOnly(2026, 9, 5), new DateOnly(2026, 9, 7)], archive.NightsWithoutRun);
        Assert.Equal([new RunFile("records/manifests/2.json", "b"), new RunFile("privacy-log/manifests/2.json", "c")], archive.NewestManifests);
        ArchiveEvidence before = await rig.Get<ArchiveEvidenceReader>()
            .ReadAsync(new EvidencePeriod(new DateOnly(2026, 9, 1), new DateOnly(2026, 9, 3)), Cancel);
        Assert.Equal(("a", 1), (Assert.Single(before.NewestManifests).Sha256, before.Runs.Count));
    }

    [Fact]
    public async Task An_archive_that_never_ran_needs_attention()
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync());
        DocumentRow row = Row((await rig.MakeAsync()).Report);
        Assert.Equal((true, "nog nooit uitgevoerd"), (row.NeedsAttention, row.Cells[^1]));
    }

    [Fact]
    public async Task An_archive_that_ran_every_night_needs_no_attention()
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync());
        await RunAsync(rig, rows: 1234);
        DocumentRow row = Row((await rig.MakeAsync()).Report);
        Assert.Equal((false, "geen"), (row.NeedsAttention, row.Cells[^1]));
        Assert.Contains("1.234", row.Cells);
    }

    private static DocumentRow Row(EvidenceReport report) => Assert.Single(
        EvidenceEventsText.Write(report).SelectMany(section => section.Tables).Single(table => table.Caption == "Archiveren").Rows);

    private static async Task RunAsync(EvidenceRig rig, long rows, params RunFile[] files)
    {
        RunStore runs = rig.Get<RunStore>();
        await runs.EndAsync(await runs.StartAsync(NightlyArchive.Job, null, null, Cancel), run => run with { Examined = rows, Files = files }, Cancel);
    }
}
