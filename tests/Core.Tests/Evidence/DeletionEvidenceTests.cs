using System.Globalization;
using LeerId.Evidence;
using LeerId.Runs;
using LeerId.Testing;

namespace LeerId.Core.Tests.Evidence;

/// <summary>The deletion runs of a period, and the nights without a run.</summary>
public sealed class DeletionEvidenceTests(AzuriteFixture azurite)
{
    private static readonly EvidencePeriod FirstTenDays = new(new DateOnly(2026, 9, 1), new DateOnly(2026, 9, 10));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nights_without_a_run_are_named_since_the_first_run_and_before_today()
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync(), "2026-09-03T02:30:00Z");
        await RunAsync(rig, deleted: 4);
        rig.Clock.Advance(TimeSpan.FromDays(1));
        await RunAsync(rig, failed: 2);
        rig.Clock.Advance(TimeSpan.FromDays(3));
        await RunAsync(rig);
        rig.Clock.Advance(TimeSpan.FromDays(3));

        DeletionJob job = await ReadAsync(rig);

        Assert.Equal([new DateOnly(2026, 9, 5), new DateOnly(2026, 9, 6), new DateOnly(2026, 9, 8), new DateOnly(2026, 9, 9)], job.NightsWithoutRun);
        Assert.Equal([(4L, 0L), (0L, 2L), (0L, 0L)], job.Runs.Select(run => (run.Deleted, run.Failed)));
        Assert.Equal(DateTimeOffset.Parse("2026-09-03T02:30:00Z", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), job.FirstRunAt);
    }

    [Theory]
    [InlineData("2026-08-31T21:59:59Z", 0)]
    [InlineData("2026-08-31T22:00:00Z", 1)]
    [InlineData("2026-09-10T21:59:59Z", 1)]
    [InlineData("2026-09-10T22:00:00Z", 0)]
    public async Task Period_is_of_days_in_Brussels(string startedAt, int runs)
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync(), startedAt);
        await RunAsync(rig);
        Assert.Equal(runs, (await ReadAsync(rig)).Runs.Count);
    }

    [Fact]
    public async Task Run_that_was_killed_has_no_end_and_its_night_is_not_without_one()
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync(), "2026-09-03T02:30:00Z");
        await rig.Get<RunStore>().StartAsync("DeleteExpired", null, null, Cancel);
        rig.Clock.Advance(TimeSpan.FromDays(1));

        DeletionJob job = await ReadAsync(rig);

        Assert.Null(Assert.Single(job.Runs).EndedAt);
        Assert.Empty(job.NightsWithoutRun);
    }

    [Fact]
    public async Task Job_that_never_ran_is_listed_without_nights()
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync());
        IReadOnlyList<DeletionJob> jobs = await rig.Get<DeletionEvidence>().ReadAsync(FirstTenDays, Cancel);
        Assert.Equal(["DeleteExpired", "ExpirePrivacyLog", "PruneRecords", "EraseStudent"], jobs.Select(job => job.Job));
        Assert.Equal([true, true, true, false], jobs.Select(job => job.IsNightly));
        Assert.All(jobs, job => Assert.True(job is { FirstRunAt: null, Runs: [], NightsWithoutRun: [] }));
    }

    [Fact]
    public async Task Destruction_shows_its_ground_and_that_the_next_run_continued()
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync(), "2026-09-03T22:40:00Z");
        RunStore runs = rig.Get<RunStore>();
        await runs.EndAsync(
            await runs.StartAsync("DeleteExpired", null, "agreement-ended", Cancel), run => run with { Deleted = 100_000, ToBeContinued = true }, Cancel);
        rig.Clock.Advance(TimeSpan.FromHours(1));
        await runs.EndAsync(await runs.StartAsync("DeleteExpired", null, "agreement-ended", Cancel), run => run with { Deleted = 7 }, Cancel);

        EvidenceReport report = (await rig.MakeAsync("2026-09-01", "2026-09-04")).Report;

        Assert.Equal(
            [("agreement-ended", 100_000L, true), ("agreement-ended", 7L, false)],
            report.Deletions[0].Runs.Select(run => (run.Ground, run.Deleted, run.ToBeContinued)));
        DocumentTable table = EvidenceEventsText.Write(report).SelectMany(section => section.Tables)
            .Single(table => table.Caption == "Uitvoeringen van DeleteExpired waarbij iets gewist werd of die niet slaagden");
        Assert.Equal(
            ["het protocol is geëindigd, alles, 100.000, de volgende uitvoering ging verder", "het protocol is geëindigd, alles, 7, "],
            table.Rows.Select(row => string.Join(", ", row.Cells[1], row.Cells[2], row.Cells[4], row.Cells[^1])));
        Assert.DoesNotContain(table.Rows, row => row.NeedsAttention);
    }

    [Fact]
    public async Task Pruning_names_the_table_whose_retention_period_is_over()
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync(), "2026-09-03T03:30:00Z");
        RunStore runs = rig.Get<RunStore>();
        await runs.EndAsync(await runs.StartAsync("PruneRecords", rig.Clock.GetUtcNow(), "Notices", Cancel), run => run with { Deleted = 3 }, Cancel);

        EvidenceReport report = (await rig.MakeAsync("2026-09-01", "2026-09-03")).Report;

        DocumentTable table = EvidenceEventsText.Write(report).SelectMany(section => section.Tables)
            .Single(table => table.Caption == "Uitvoeringen van PruneRecords waarbij iets gewist werd of die niet slaagden");
        Assert.Equal("de bewaartermijn van Notices is voorbij", Assert.Single(table.Rows).Cells[1]);
    }

    private static async Task RunAsync(EvidenceRig rig, long deleted = 0, long failed = 0)
    {
        RunStore runs = rig.Get<RunStore>();
        await runs.EndAsync(await runs.StartAsync("DeleteExpired", null, null, Cancel), run => run with { Deleted = deleted, Failed = failed }, Cancel);
    }

    private static async Task<DeletionJob> ReadAsync(EvidenceRig rig) => (await rig.Get<DeletionEvidence>().ReadAsync(FirstTenDays, Cancel))[0];
}
