using LeerId.PrivacyLog;
using LeerId.PrivacyLog.Seals;
using LeerId.Runs;
using LeerId.Storage;
using LeerId.Testing;

namespace LeerId.Core.Tests.PrivacyLog;

public sealed class PrivacyLogExpiryTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2026-06-30T23:59:59Z", "2029-06-30T22:00:00Z")]
    [InlineData("2026-07-01T00:00:00Z", "2029-07-01T22:00:00Z")]
    // A leap day is kept through 28 February.
    [InlineData("2024-02-29T12:00:00Z", "2027-02-28T23:00:00Z")]
    [InlineData("2024-02-28T12:00:00Z", "2027-02-28T23:00:00Z")]
    [InlineData("2024-03-01T12:00:00Z", "2027-03-01T23:00:00Z")]
    // Summer time begins on 25 March 2029 and ends on 28 October 2029.
    [InlineData("2026-03-24T12:00:00Z", "2029-03-24T23:00:00Z")]
    [InlineData("2026-03-25T12:00:00Z", "2029-03-25T22:00:00Z")]
    [InlineData("2026-10-27T12:00:00Z", "2029-10-27T22:00:00Z")]
    [InlineData("2026-10-28T12:00:00Z", "2029-10-28T23:00:00Z")]
    public async Task Entry_is_kept_through_its_last_day_in_Brussels_and_then_deleted(string at, string gone)
    {
        DateTimeOffset end = PrivacyLogRig.Moment(gone);
        using PrivacyLogRig rig = new(azurite.NewAccount(), end.AddSeconds(-1));
        await rig.Log.AppendAsync(PrivacyLogRig.Entry(PrivacyLogRig.Moment(at)), Cancel);

        await rig.Expiry.RunAsync(Cancel);
        Assert.Single(await rig.RowsAsync());

        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        RunRecord record = await rig.Expiry.RunAsync(Cancel);
        Assert.Empty(await rig.RowsAsync());
        Assert.Equal((1, 1, 0), (record.Examined, record.Deleted, record.Failed));
    }

    [Fact]
    public async Task Clock_that_jumped_back_deletes_nothing()
    {
        using PrivacyLogRig rig = new(azurite.NewAccount(), PrivacyLogRig.Moment("2001-01-01T03:00:00Z"));
        await rig.FillAsync(3);
        await rig.Expiry.RunAsync(Cancel);
        Assert.Equal(3, (await rig.RowsAsync()).Count);
    }

    [Fact]
    public async Task Run_deletes_in_group_transactions_of_one_partition_and_reads_only_keys()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(azurite.NewAccount());
        using PrivacyLogRig rig = new(proxy.ConnectionString, PrivacyLogRig.Moment("2029-09-03T01:00:00Z"));
        await rig.FillAsync(2500, 0, 40);
        await Assert.ThrowsAsync<RunFailedException>(() => rig.Expiry.RunAsync(Cancel));
        await rig.ConfirmAsync(TableName.PrivacyLog);
        proxy.Requests.Clear();
        proxy.Queries.Clear();

        RunRecord record = await rig.Expiry.RunAsync(Cancel);
        string[] queries = [.. proxy.Queries.Where(query => query.Contains("PartitionKey%20lt", StringComparison.Ordinal))];

        Assert.Equal((2500, 2500, 0), (record.Examined, record.Deleted, record.Failed));
        Assert.Equal(PrivacyLogRig.Moment("2026-09-03T00:00:00Z"), record.CutOff);
        Assert.Equal(40, (await rig.RowsAsync()).Count);
        // Sixteen partitions of about 156 entries: two transactions each.
        Assert.Equal(32, proxy.Requests.Count(request => request == "POST $batch"));
        // Three pages to count them, and three to delete them.
        Assert.Equal(6, queries.Length);
        Assert.All(queries, query => Assert.Contains("$select=PartitionKey%2CRowKey", query, StringComparison.Ordinal));
        Assert.Equal([true, false], (await rig.RunsAsync(PrivacyLogExpiry.Job)).Select(run => run.Succeeded).Order().Reverse());
    }

    [Fact]
    public async Task Run_that_would_delete_over_a_fifth_of_the_sealed_entries_deletes_nothing()
    {
        string storage = azurite.NewAccount();
        using PrivacyLogRig before = new(storage, PrivacyLogRig.Moment("2026-09-04T01:30:00Z"));
        await before.FillAsync(1001, 4000, 3);
        await before.Sealer.RunAsync(Cancel);
        using PrivacyLogRig after = new(storage, PrivacyLogRig.Moment("2029-09-03T01:00:00Z"), before.SealKey);

        RunFailedException failure = await Assert.ThrowsAsync<RunFailedException>(() => after.Expiry.RunAsync(Cancel));

        Assert.Equal((5004L, 0L, RunBlock.TooManyRows), (failure.Record.Counted!.Value, failure.Record.Deleted, failure.Record.Block!.Value));
        Assert.Equal(5004, (await after.RowsAsync()).Count);
    }

    [Fact]
    public async Task Run_continues_after_a_failure_and_ends_as_failed_and_the_next_one_deletes_the_rest()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(azurite.NewAccount());
        using PrivacyLogRig rig = new(proxy.ConnectionString, PrivacyLogRig.Moment("2030-01-01T03:00:00Z"));
        await rig.FillAsync(320);
        int batches = 0;
        proxy.Intercept = request => request == "POST $batch" && Interlocked.Increment(ref batches) % 4 == 0 ? StorageProxy.Refuse : null;

        RunFailedException failure = await Assert.ThrowsAsync<RunFailedException>(() => rig.Expiry.RunAsync(Cancel));

        List<PrivacyLogRowKey> left = [.. (await rig.RowsAsync()).Select(row => new PrivacyLogRowKey(row.PartitionKey, row.RowKey))];
        Assert.InRange(left.Count, 1, 319);
        Assert.Equal((320, 320 - left.Count, left.Count), (failure.Record.Examined, failure.Record.Deleted, failure.Record.Failed));
        Assert.Contains(rig.Logs.Entries, entry => entry.EventId.Id == 8001);

        proxy.Intercept = _ => null;
        rig.Clock.Advance(TimeSpan.FromDays(1));
        RunRecord next = await rig.Expiry.RunAsync(Cancel);
        Assert.Equal((left.Count, 0), (next.Deleted, next.Failed));
        Assert.Empty(await rig.RowsAsync());
        Assert.Equal([true, false], (await rig.RunsAsync(PrivacyLogExpiry.Job)).Select(run => run.Succeeded));
    }

    [Fact]
    public async Task Run_whose_list_breaks_off_ends_as_failed()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(azurite.NewAccount());
        using PrivacyLogRig rig = new(proxy.ConnectionString, PrivacyLogRig.Moment("2030-01-01T03:00:00Z"));
        await rig.FillAsync(1500);
        proxy.InterceptQuery = query => query.Contains("NextPartitionKey", StringComparison.Ordinal) ? StorageProxy.Refuse : null;

        RunFailedException failure = await Assert.ThrowsAsync<RunFailedException>(() => rig.Expiry.RunAsync(Cancel));

        Assert.Equal(1, failure.Record.Failed);
        Assert.Contains(rig.Logs.Entries, entry => entry.EventId.Id == 8002);
        proxy.InterceptQuery = _ => null;
        await rig.Expiry.RunAsync(Cancel);
        Assert.Empty(await rig.RowsAsync());
    }

    [Fact]
    public async Task Run_interrupted_ends_as_failed_and_the_next_one_finishes()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(azurite.NewAccount());
        using PrivacyLogRig rig = new(proxy.ConnectionString, PrivacyLogRig.Moment("2030-01-01T03:00:00Z"));
        await rig.FillAsync(320);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        int batches = 0;
        proxy.Intercept = request =>
        {
            if (request == "POST $batch" && Interlocked.Increment(ref batches) == 5)
                stop.Cancel();
            return null;
        };

        await Assert.ThrowsAsync<RunFailedException>(() => rig.Expiry.RunAsync(stop.Token));
        Assert.False(Assert.Single(await rig.RunsAsync(PrivacyLogExpiry.Job)).Succeeded);

        proxy.Intercept = _ => null;
        await rig.Expiry.RunAsync(Cancel);
        Assert.Empty(await rig.RowsAsync());
    }

    [Fact]
    public async Task Two_runs_at_once_delete_everything_and_neither_fails()
    {
        using PrivacyLogRig rig = new(azurite.NewAccount(), PrivacyLogRig.Moment("2030-01-01T03:00:00Z"));
        await rig.FillAsync(600);

        RunRecord[] records = await Task.WhenAll(rig.Expiry.RunAsync(Cancel), rig.Expiry.RunAsync(Cancel));

        Assert.Equal(600, records.Sum(record => record.Deleted));
        Assert.Empty(await rig.RowsAsync());
    }

    [Fact]
    public async Task Expired_days_keep_their_seals_and_verify_says_so()
    {
        string storage = azurite.NewAccount();
        using PrivacyLogRig before = new(storage, PrivacyLogRig.Moment("2026-09-04T01:30:00Z"));
        await before.FillAsync(5, 0, 7);
        await before.Sealer.RunAsync(Cancel);
        using PrivacyLogRig after = new(storage, PrivacyLogRig.Moment("2029-09-03T01:00:00Z"), before.SealKey);
        Assert.Equal([DayState.Whole, DayState.Whole, DayState.Whole], await after.StatesAsync(3));

        await after.Expiry.RunAsync(Cancel);

        Assert.Equal([DayState.Expired, DayState.Whole, DayState.Whole], await after.StatesAsync(3));
        Assert.Equal(3, await after.SealTable.QueryAsync<Azure.Data.Tables.TableEntity>(cancellationToken: Cancel).CountAsync(Cancel));
        DayVerdict verdict = (await after.VerifyAsync(PrivacyLogRig.FirstDay, PrivacyLogRig.FirstDay))[0];
        Assert.Equal((5L, 0L, false), (verdict.Sealed, verdict.Found, verdict.IsFault));
    }

    private sealed record PrivacyLogRowKey(string Partition, string Row);
}
