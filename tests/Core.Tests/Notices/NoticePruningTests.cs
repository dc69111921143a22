using Azure.Data.Tables;
using LeerId.Notices;
using LeerId.Runs;
using LeerId.Storage;
using LeerId.Testing;

namespace LeerId.Core.Tests.Notices;

/// <summary>Notices that were closed before a moment are deleted with all their parts, and later ones are kept.</summary>
public sealed class NoticePruningTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Now = new(2026, 9, 1, 9, 30, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Breach_closed_before_the_moment_is_deleted_with_its_parts_and_an_open_one_is_kept()
    {
        string storage = await azurite.NewDeployedAccountAsync();
        using BreachRig rig = BreachRig.Start(storage);
        string open = await rig.ReportAsync(), closed = await rig.ReportAsync(NoticeSamples.Complete);
        await rig.ChangeAsync(closed, 0, new() { PersonCount = 1300 }, "personCount");
        await rig.CloseAsync(closed, 1);

        Assert.Equal((0, 2), await PruneAsync(rig, Now));
        Assert.Equal(3, (await rig.FindAsync(closed)).Count);

        Assert.Equal((1, 2), await PruneAsync(rig, Now.AddTicks(1)));
        Assert.Equal([open], await RowsAsync(storage, "breach"));
    }

    [Fact]
    public async Task Other_notice_is_deleted_when_all_parts_were_delivered_before_the_moment()
    {
        string storage = await azurite.NewDeployedAccountAsync();
        using BreachRig rig = BreachRig.Start(storage);
        NoticeRegister register = rig.Evidence.Get<NoticeRegister>();
        TableClient table = new(storage, "Notices");
        string[] numbers = new string[3];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Assert.IsType<NoticeOutcome.Registered>(await register.ReportAsync(
                new ChangeContent { Subject = ChangeSubject.Processors, Description = "x", Impact = "x" }, "staff", request: null, Cancel)).Reference.Number;
        }

        await register.SupplementAsync(new NoticeReference(NoticeKind.Change, numbers[1]), "Later.", "staff", request: null, Cancel);
        await SentAsync(table, numbers[0], Now.AddDays(-2));
        await SentAsync(table, numbers[1], Now.AddDays(-2));
        await SentAsync(table, $"{numbers[1]}~aanvulling-1", Now.AddDays(1));

        // The second notice has a later supplement, and the third was never delivered.
        Assert.Equal((1, 3), await PruneAsync(rig, Now));
        Assert.Equal(new[] { numbers[1], $"{numbers[1]}~aanvulling-1", numbers[2] }.Order(StringComparer.Ordinal), await RowsAsync(storage, "change"));
        Assert.Equal((1, 2), await PruneAsync(rig, Now.AddDays(2)));
        Assert.Equal([numbers[2]], await RowsAsync(storage, "change"));
    }

    [Fact]
    public async Task Report_of_a_fault_is_open_until_its_result_is_recorded()
    {
        string storage = await azurite.NewDeployedAccountAsync();
        using BreachRig rig = BreachRig.Start(storage);
        NoticeReference report = Assert.IsType<NoticeOutcome.Registered>(await rig.Evidence.Get<NoticeRegister>().ReportAsync(
            new QualityContent { FoundAt = Now.AddDays(-4), Data = "Voornaam", Problem = "x" }, "staff", request: null, Cancel)).Reference;
        TableClient table = new(storage, "Notices");
        await SentAsync(table, report.Number, Now.AddDays(-3), "quality");

        Assert.Equal((0, 1), await PruneAsync(rig, Now.AddYears(9)));
        await table.UpdateEntityAsync(
            new TableEntity("quality", report.Number) { ["EndingRecordedAt"] = Now.AddDays(-1) }, Azure.ETag.All, TableUpdateMode.Merge, Cancel);
        Assert.Equal((0, 1), await PruneAsync(rig, Now.AddDays(-2)));
        Assert.Equal((1, 1), await PruneAsync(rig, Now));
    }

    [Fact]
    public async Task Breach_with_more_parts_than_a_transaction_allows_is_deleted_completely()
    {
        string storage = await azurite.NewDeployedAccountAsync();
        using BreachRig rig = BreachRig.Start(storage);
        string number = await rig.ReportAsync(NoticeSamples.Complete);
        await rig.CloseAsync(number, 0);
        TableClient table = new(storage, "Notices");
        for (int i = 0; i < 105; i++)
            await table.AddEntityAsync(new TableEntity("breach", $"{number}~deel-{i}"), Cancel);
        Assert.Equal((1, 1), await PruneAsync(rig, Now.AddDays(1)));
        Assert.Empty(await RowsAsync(storage, "breach"));
    }

    [Fact]
    public async Task Summarised_counts_and_abandoned_messages_are_deleted_and_known_claims_are_kept()
    {
        string storage = await azurite.NewDeployedAccountAsync();
        using BreachRig rig = BreachRig.Start(storage);
        TableClient table = new(storage, "Notices");
        await table.AddEntityAsync(new TableEntity("finding", "20260830-naam-ontbreekt") { ["Open"] = false, ["LastAt"] = Now.AddDays(-2) }, Cancel);
        await table.AddEntityAsync(new TableEntity("finding", "20260831-naam-ontbreekt") { ["Open"] = true, ["LastAt"] = Now.AddDays(-2) }, Cancel);
        await table.AddEntityAsync(new TableEntity("finding", "20260901-naam-ontbreekt") { ["Open"] = false, ["LastAt"] = Now }, Cancel);
        await table.AddEntityAsync(new TableEntity("finding", "known-claims") { ["Names"] = "x" }, Cancel);
        await table.AddEntityAsync(new TableEntity("poison", "1") { ["At"] = Now.AddDays(-2), ["PoisonMessage"] = "x" }, Cancel);
        await table.AddEntityAsync(new TableEntity("poison", "2") { ["At"] = Now, ["PoisonMessage"] = "x" }, Cancel);

        Assert.Equal((2, 2), await PruneAsync(rig, Now));

        Assert.Equal(["20260831-naam-ontbreekt", "20260901-naam-ontbreekt", "known-claims"], await RowsAsync(storage, "finding"));
        Assert.Equal(["2"], await RowsAsync(storage, "poison"));
    }

    [Fact]
    public async Task Row_that_can_not_be_read_and_a_deletion_that_fails_stop_no_other()
    {
        string storage = await azurite.NewDeployedAccountAsync();
        await using StorageProxy proxy = await StorageProxy.StartAsync(storage);
        using BreachRig rig = BreachRig.Start(proxy.ConnectionString);
        string[] numbers = [await rig.ReportAsync(NoticeSamples.Complete), await rig.ReportAsync(NoticeSamples.Complete)];
        foreach (string number in numbers)
            await rig.CloseAsync(number, 0);
        await new TableClient(storage, "Notices").AddEntityAsync(new TableEntity("breach", "0") { ["IsClosed"] = "yes" }, Cancel);
        int transactions = 0;
        proxy.Intercept = request => request == "POST $batch" && Interlocked.Increment(ref transactions) == 1 ? StorageProxy.Refuse : null;

        RunCounts counts = new();
        await Pruning(rig).PruneAsync(Now.AddDays(1), counts, Cancel);

        RunRecord record = Recorded(counts);
        Assert.Equal((1, 1), ((int)record.Deleted, (int)record.Failed));
        Assert.Contains(rig.Evidence.Logs.Entries, entry => entry.EventId.Id == 4019);
        Assert.Equal((1, 2), await PruneAsync(rig, Now.AddDays(1)));
        Assert.Equal(["0"], await RowsAsync(storage, "breach"));
    }

    [Fact]
    public async Task Breach_that_is_changed_during_its_deletion_is_kept_completely()
    {
        string storage = await azurite.NewDeployedAccountAsync();
        await using StorageProxy proxy = await StorageProxy.StartAsync(storage);
        using BreachRig rig = BreachRig.Start(proxy.ConnectionString), editor = BreachRig.Start(storage);
        string number = await rig.ReportAsync(NoticeSamples.Complete);
        await rig.CloseAsync(number, 0);
        proxy.Before = request => request == "POST $batch" ? editor.ChangeAsync(number, 1, new() { PersonCount = 1300 }, "personCount") : Task.CompletedTask;

        RunCounts counts = new();
        await Pruning(rig).PruneAsync(Now.AddDays(1), counts, Cancel);

        RunRecord record = Recorded(counts);
        Assert.Equal((0, 1), ((int)record.Deleted, (int)record.Failed));
        Assert.Equal([number, $"{number}~aanvulling-2", $"{number}~afsluiting-1"], await RowsAsync(storage, "breach"));
    }

    private static IPrunedRecords Pruning(BreachRig rig) =>
        Assert.Single(rig.Evidence.Get<IEnumerable<IPrunedRecords>>(), records => records.Table == TableName.Notices);

    private static async Task<(int Deleted, int Examined)> PruneAsync(BreachRig rig, DateTimeOffset closedBefore)
    {
        RunCounts counts = new();
        await Pruning(rig).PruneAsync(closedBefore, counts, Cancel);
        RunRecord record = Recorded(counts);
        Assert.Equal(0, record.Failed);
        return ((int)record.Deleted, (int)record.Examined);
    }

    private static RunRecord Recorded(RunCounts counts) => counts.AddTo(new RunRecord { Job = "test", StartedAt = Now, Version = "1" });

    private static async Task SentAsync(TableClient table, string row, DateTimeOffset sentAt, string kind = "change") => await table.UpdateEntityAsync(
        new TableEntity(kind, row) { ["State"] = "Sent", ["SentToProvider"] = sentAt, ["SentToDov"] = sentAt }, Azure.ETag.All,
        TableUpdateMode.Merge, Cancel);

    private static async Task<string[]> RowsAsync(string storage, string partition) => [.. await new TableClient(storage, "Notices")
        .QueryAsync<TableEntity>(row => row.PartitionKey == partition, cancellationToken: Cancel).Select(row => row.RowKey).ToListAsync(Cancel)];
}
