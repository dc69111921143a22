using System.Globalization;
using LeerId.Core.Tests.Disclosures;
using LeerId.Disclosures;
using LeerId.Retention;
using LeerId.Runs;
using LeerId.Storage;
using LeerId.Testing;

namespace LeerId.Core.Tests.Retention;

/// <summary>Records are deleted when their retention period after closing ends, in Brussels time (GDPR, article 5(1)(e)).</summary>
public sealed class RecordPruningTests(AzuriteFixture azurite)
{
    // Five years after the end of 31 August 2021 in Brussels.
    private static readonly DateTimeOffset Now = new(2026, 8, 31, 22, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset CutOff = new(2021, 8, 31, 22, 0, 0, TimeSpan.Zero);

    private readonly string _storage = azurite.NewAccount();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public async Task Released_disclosure_is_deleted_after_its_retention_period(int seconds, bool isGone)
    {
        using AgreementRig rig = Rig();
        Disclosure disclosure = await ReleasedAsync(rig, CutOff.AddSeconds(seconds));
        await PruneAsync(rig);
        Assert.Equal(isGone, await rig.Get<DisclosureRows>().FindAsync(disclosure.Id, Cancel) is null);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public async Task Withdrawn_disclosure_is_deleted_after_its_retention_period(int seconds, bool isGone)
    {
        using AgreementRig rig = Rig();
        Disclosure disclosure = await RequestedAsync(rig);
        await rig.Get<DisclosureRows>().TryMergeAsync(
            disclosure, DisclosureRow.Withdrawn(new DisclosureWithdrawal(CutOff.AddSeconds(seconds), "x", "niet meer nodig")), Cancel);
        await PruneAsync(rig);
        Assert.Equal(isGone, await rig.Get<DisclosureRows>().FindAsync(disclosure.Id, Cancel) is null);
    }

    [Fact]
    public async Task Open_disclosures_are_kept_whatever_their_age()
    {
        using AgreementRig rig = Rig();
        Disclosure requested = await RequestedAsync(rig), releasing = await RequestedAsync(rig);
        await rig.Get<DisclosureRows>().TryMergeAsync(releasing, DisclosureRow.Claim("x", CutOff.AddYears(-1)), Cancel);

        await PruneAsync(rig);

        Assert.NotNull(await rig.Get<DisclosureRows>().FindAsync(requested.Id, Cancel));
        Assert.NotNull(await rig.Get<DisclosureRows>().FindAsync(releasing.Id, Cancel));
    }

    [Fact]
    public async Task Retention_of_runs_counts_from_their_end_or_from_the_start_of_killed_ones()
    {
        using AgreementRig rig = Rig();
        await RunAsync(rig, "DeleteExpired", CutOff.AddHours(-2), CutOff.AddSeconds(-1));
        await RunAsync(rig, "EraseStudent", CutOff.AddHours(-1), CutOff);
        await RunAsync(rig, "KilledBefore", CutOff.AddSeconds(-1), endedAt: null);
        await RunAsync(rig, "KilledAfter", CutOff, endedAt: null);
        await RunAsync(rig, "After", CutOff, CutOff.AddHours(1));
        // The state of a destruction is not a run.
        Assert.True(await rig.Get<DestructionRows>().TryStoreAsync(
            new DestructionState { EndDate = new(2019, 6, 30), StartedAt = CutOff.AddYears(-2) }, Cancel));

        await PruneAsync(rig);

        string[] jobs = ["DeleteExpired", "EraseStudent", "KilledBefore", "KilledAfter", "After"];
        List<string> left = [];
        foreach (string job in jobs)
            left.AddRange((await rig.RunsAsync(job)).Select(run => run.Job));
        Assert.Equal(["EraseStudent", "KilledAfter", "After"], left);
        Assert.NotNull((await rig.Get<DestructionRows>().FindAsync(new(2019, 6, 30), Cancel)).StartedAt);
    }

    [Fact]
    public async Task Each_table_has_its_period_and_leaves_one_record()
    {
        using AgreementRig rig = Rig(("Retention:Records:Runs", "P1Y"), ("Retention:Records:Disclosures", "P10Y"));
        Disclosure disclosure = await ReleasedAsync(rig, CutOff.AddDays(-1));
        await RunAsync(rig, "DeleteExpired", CutOff.AddYears(4).AddDays(-1), CutOff.AddYears(4).AddSeconds(-1));

        await PruneAsync(rig);

        Assert.NotNull(await rig.Get<DisclosureRows>().FindAsync(disclosure.Id, Cancel));
        Assert.Empty(await rig.RunsAsync("DeleteExpired"));
        Dictionary<string, RunRecord> records = (await rig.RunsAsync(RecordPruning.Job)).ToDictionary(run => run.Ground!);
        Assert.Equal((CutOff.AddYears(4), 1L, true), (records["Runs"].CutOff!.Value, records["Runs"].Deleted, records["Runs"].Succeeded));
        Assert.Equal((CutOff.AddYears(-5), 0L, true), (records["Disclosures"].CutOff!.Value, records["Disclosures"].Deleted, records["Disclosures"].Succeeded));
    }

    [Theory]
    [InlineData("2029-02-28T22:59:59Z", false)]
    [InlineData("2029-02-28T23:00:00Z", true)]
    public async Task Record_of_29_February_is_kept_through_28_February(string now, bool isGone)
    {
        using AgreementRig rig = Rig();
        Disclosure disclosure = await ReleasedAsync(rig, new DateTimeOffset(2024, 2, 29, 12, 0, 0, TimeSpan.Zero));
        rig.Clock.SetUtcNow(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
        await PruneAsync(rig);
        Assert.Equal(isGone, await rig.Get<DisclosureRows>().FindAsync(disclosure.Id, Cancel) is null);
    }

    [Fact]
    public async Task Failed_record_does_not_stop_the_others_and_the_next_run_deletes_it()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(_storage);
        using AgreementRig rig = new(proxy.ConnectionString, Now);
        Disclosure[] disclosures = [await ReleasedAsync(rig, CutOff.AddDays(-1)), await ReleasedAsync(rig, CutOff.AddDays(-1))];
        await RunAsync(rig, "DeleteExpired", CutOff.AddDays(-1), CutOff.AddDays(-1));
        proxy.Intercept = request => request.StartsWith("DELETE Disclosures", StringComparison.Ordinal)
            && request.Contains(disclosures[0].Id, StringComparison.Ordinal) ? StorageProxy.Refuse : null;

        await Assert.ThrowsAsync<AggregateException>(() => PruneAsync(rig));

        Assert.NotNull(await rig.Get<DisclosureRows>().FindAsync(disclosures[0].Id, Cancel));
        Assert.Null(await rig.Get<DisclosureRows>().FindAsync(disclosures[1].Id, Cancel));
        Assert.Empty(await rig.RunsAsync("DeleteExpired"));
        RunRecord failed = (await rig.RunsAsync(RecordPruning.Job)).Single(run => run.Ground == "Disclosures");
        Assert.Equal((2, 1, 1), (failed.Examined, failed.Deleted, failed.Failed));
        Assert.Equal((1, 1), (rig.Logged(9111), rig.Logged(7020)));

        proxy.Intercept = _ => null;
        await PruneAsync(rig);
        Assert.Null(await rig.Get<DisclosureRows>().FindAsync(disclosures[0].Id, Cancel));
    }

    [Fact]
    public async Task Run_record_that_can_not_be_deleted_does_not_stop_the_others()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(_storage);
        using AgreementRig rig = new(proxy.ConnectionString, Now);
        await RunAsync(rig, "Stubborn", CutOff.AddDays(-1), CutOff.AddDays(-1));
        await RunAsync(rig, "DeleteExpired", CutOff.AddDays(-1), CutOff.AddDays(-1));
        proxy.Intercept = request => request.StartsWith("DELETE Runs(PartitionKey='Stubborn'", StringComparison.Ordinal) ? StorageProxy.Refuse : null;

        await Assert.ThrowsAsync<AggregateException>(() => PruneAsync(rig));

        Assert.Single(await rig.RunsAsync("Stubborn"));
        Assert.Empty(await rig.RunsAsync("DeleteExpired"));
        Assert.Equal(1, rig.Logged(7021));
    }

    [Fact]
    public async Task Table_that_can_not_be_read_does_not_stop_the_others()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(_storage);
        using AgreementRig rig = new(proxy.ConnectionString, Now);
        await RunAsync(rig, "DeleteExpired", CutOff.AddDays(-1), CutOff.AddDays(-1));
        proxy.Intercept = request => request == "GET Disclosures()" ? StorageProxy.Refuse : null;

        await Assert.ThrowsAsync<AggregateException>(() => PruneAsync(rig));

        Assert.Empty(await rig.RunsAsync("DeleteExpired"));
    }

    [Fact]
    public async Task Two_runs_at_once_and_a_repeated_run_do_no_harm()
    {
        using AgreementRig first = Rig(), second = new(_storage, first.Clock);
        for (int i = 0; i < 20; i++)
        {
            await ReleasedAsync(first, CutOff.AddDays(-1));
            await RunAsync(first, "DeleteExpired", CutOff.AddDays(-1), CutOff.AddDays(-1));
        }

        await Task.WhenAll(PruneAsync(first), PruneAsync(second));
        Assert.Empty(await first.Get<DisclosureRows>().ListAsync(Cancel).ToListAsync(Cancel));
        Assert.Empty(await first.RunsAsync("DeleteExpired"));

        await PruneAsync(first);
        List<RunRecord> runs = await first.RunsAsync(RecordPruning.Job);
        Assert.All(runs, run => Assert.True(run.Succeeded));
        // Each deletion is counted once.
        Assert.Equal((20, 20), (DeletedOf("Disclosures"), DeletedOf("Runs")));

        long DeletedOf(string table) => runs.Where(run => run.Ground == table).Sum(run => run.Deleted);
    }

    [Fact]
    public void Every_table_that_is_pruned_has_a_setting()
    {
        using AgreementRig rig = Rig();
        RecordRetentionOptions options = new();
        Assert.All(rig.Get<IEnumerable<IPrunedRecords>>(), records => options.TermOf(records.Table));
        // Pupils, schools, the log, its seals and the counts of refused sign-ins have their own rules.
        Assert.Equal(
            Enum.GetValues<TableName>()
                .Except([TableName.Students, TableName.Schools, TableName.PrivacyLog, TableName.Seals, TableName.SchoolRefusals]).Order(),
            options.All.Select(setting => setting.Table).Order());
    }

    private AgreementRig Rig(params (string, string?)[] settings) => new(_storage, Now, settings);

    private static async Task PruneAsync(AgreementRig rig) => await rig.Get<RecordPruning>().RunAsync(Cancel);

    private static async Task RunAsync(AgreementRig rig, string job, DateTimeOffset startedAt, DateTimeOffset? endedAt)
    {
        DateTimeOffset now = rig.Clock.GetUtcNow();
        RunStore runs = rig.Get<RunStore>();
        rig.Clock.AdjustTime(startedAt);
        StartedRun run = await runs.StartAsync(job, null, null, Cancel);
        if (endedAt is { } end)
        {
            rig.Clock.AdjustTime(end);
            await runs.EndAsync(run, record => record, Cancel);
        }

        rig.Clock.AdjustTime(now);
    }

    private static Task<Disclosure> RequestedAsync(AgreementRig rig)
    {
        DisclosureRequest request = DisclosureSamples.Request;
        return rig.Get<DisclosureRows>().AddAsync(new Disclosure
        {
            Id = Ulid.NewUlid().ToString(),
            State = DisclosureState.Requested,
            Terms = new DisclosureTerms
            {
                Receiver = request.Receiver!,
                Purpose = request.Purpose!,
                Compatibility = request.Compatibility!,
                Board = request.Board!,
                Schools = [new DisclosureSchool("012345", "School 1")],
            },
            RequestedAt = CutOff.AddYears(-1),
            RequestedBy = "00000001-0000-0000-0000-000000000001",
        }, Cancel);
    }

    private static async Task<Disclosure> ReleasedAsync(AgreementRig rig, DateTimeOffset at)
    {
        Disclosure disclosure = await RequestedAsync(rig);
        DisclosureRelease release = new(at, "00000001-0000-0000-0000-000000000001", "x", 1, new string('a', 64), []);
        Assert.NotNull(await rig.Get<DisclosureRows>().TryMergeAsync(disclosure, DisclosureRow.Released(release), Cancel));
        return disclosure;
    }
}
