using System.Globalization;
using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using LeerId.PrivacyLog.Seals;
using LeerId.Runs;
using LeerId.Testing;

namespace LeerId.Core.Tests.PrivacyLog.Seals;

/// <summary>Days that one run can't finish. Each page of a query has ten rows and takes ten seconds of the clock.</summary>
public sealed class SealingAcrossRunsTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const int PageRows = 10;
    private const int BusyDay = 640;

    private StorageProxy? _proxy;
    private PrivacyLogRig? _rig;
    private TimeSpan _page = TimeSpan.FromSeconds(10);

    private PrivacyLogRig Rig => _rig!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _proxy = await StorageProxy.StartAsync(azurite.NewAccount());
        _rig = new PrivacyLogRig(_proxy.ConnectionString, PrivacyLogRig.Moment("2026-09-04T01:30:00Z"));
        await Rig.SealTable.CreateIfNotExistsAsync(Cancel);
        _proxy.PageSize = PageRows;
        _proxy.Before = request =>
        {
            if (request == "GET PrivacyLog()")
                Rig.Clock.Advance(_page);
            return Task.CompletedTask;
        };
    }

    public async ValueTask DisposeAsync()
    {
        _rig?.Dispose();
        if (_proxy is not null)
            await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task Run_stops_at_the_end_of_its_time_and_the_next_ones_go_on_without_reading_a_row_again()
    {
        await Rig.FillAsync(BusyDay);
        DateTimeOffset start = Rig.Clock.GetUtcNow();

        RunRecord first = await Rig.Sealer.RunAsync(Cancel);

        Assert.Equal((true, true), (first.Succeeded, first.ToBeContinued));
        Assert.InRange(first.EndedAt!.Value - start, DailySeal.ReadingTime, DailySeal.ReadingTime + TimeSpan.FromMinutes(1));
        Assert.InRange(first.Examined, 1, BusyDay - 1);
        Assert.Single(Rig.Logs.Entries, entry => entry.EventId.Id == 8014);
        Assert.Empty(await Rig.SealsAsync());

        List<RunRecord> others = await RunToTheEndAsync();
        Assert.Equal(BusyDay, first.Examined + others.Sum(run => run.Examined));
        Assert.Equal(
            [.. Enumerable.Repeat(true, others.Count), false], (await Rig.RunsAsync(DailySeal.Job)).Select(run => run.ToBeContinued).Reverse());
        Assert.Equal([DayState.Whole, DayState.Whole, DayState.Whole], await StatesAsync());
    }

    [Fact]
    public async Task Runs_that_are_cut_off_every_minute_get_to_the_end()
    {
        // Four shards are read at once. Each gets a page in 12 seconds, so the busy day takes four minutes.
        _page = TimeSpan.FromSeconds(3);
        await Rig.FillAsync(BusyDay, 5, 5);
        int runs = 0;
        for (bool done = false; !done; runs++)
        {
            Assert.InRange(runs, 0, 60);
            using CancellationTokenSource minute = new(TimeSpan.FromMinutes(1), Rig.Clock);
            using CancellationTokenSource cut = CancellationTokenSource.CreateLinkedTokenSource(minute.Token, Cancel);
            try
            {
                done = !(await Rig.Sealer.RunAsync(cut.Token)).ToBeContinued;
            }
            catch (RunFailedException failure)
            {
                Assert.Equal(1, failure.Record.Failed);
            }
        }

        Assert.InRange(runs, 4, 60);
        Assert.Equal([DayState.Whole, DayState.Whole, DayState.Whole], await StatesAsync());
    }

    [Fact]
    public async Task Later_days_are_read_while_an_earlier_one_is_unfinished_and_are_signed_after_it_in_order()
    {
        const int busier = 1600;
        _page = TimeSpan.FromSeconds(2);
        await Rig.FillAsync(busier, 20, 20);
        Assert.True((await Rig.Sealer.RunAsync(Cancel)).ToBeContinued);
        Assert.InRange(await CountRootsAsync("20260901"), 0, 15);
        Assert.Equal(32, await CountRootsAsync("20260902") + await CountRootsAsync("20260903"));
        Assert.Empty(await Rig.SealsAsync());
        List<string> signed = [];
        _proxy!.Before = async request =>
        {
            if (request == "POST Seals" && (await Rig.SealsAsync()) is [.., var last])
                signed.Add(last.RowKey);
        };
        await RunToTheEndAsync();
        Assert.Equal(["20260901", "20260902", "20260903"], (await Rig.SealsAsync()).Select(seal => seal.RowKey));
        Assert.Equal(signed.Order(), signed);
        Assert.Equal(busier + 40, (await Rig.RunsAsync(DailySeal.Job)).Sum(run => run.Examined));
        Assert.Equal([DayState.Whole, DayState.Whole, DayState.Whole], await StatesAsync());
        Assert.Empty(await Rig.ProgressAsync());
    }

    [Theory]
    [InlineData("added", DayState.GainedEntries)]
    [InlineData("removed", DayState.LostEntries)]
    [InlineData("changed", DayState.Changed)]
    public async Task Entry_that_is_touched_between_two_runs_after_it_was_read_is_found(string how, DayState expected)
    {
        await Rig.FillAsync(BusyDay);
        await Rig.Sealer.RunAsync(Cancel);
        TableEntity progress = (await Rig.ProgressAsync()).First(row => row.GetInt64("Entries") > 0);
        TableEntity read = (await Rig.RowsAsync()).First(row => row.PartitionKey == progress.RowKey);
        Assert.True(string.CompareOrdinal(read.RowKey, progress.GetString("LastRow")) <= 0);

        if (how == "added")
            await Rig.LogTable.AddEntityAsync(new TableEntity(read) { RowKey = "0" }, Cancel);
        else if (how == "removed")
            await Rig.LogTable.DeleteEntityAsync(read, ETag.All, Cancel);
        else
            await Rig.LogTable.UpdateEntityAsync(new TableEntity(read) { ["Outcome"] = "refused" }, ETag.All, TableUpdateMode.Replace, Cancel);
        await RunToTheEndAsync();

        Assert.Equal([expected, DayState.Whole, DayState.Whole], await StatesAsync());
    }

    [Fact]
    public async Task Two_runs_at_once_share_the_shards_and_the_seal_is_right()
    {
        await Rig.FillAsync(BusyDay, 20, 20);
        using PrivacyLogRig other = new(_proxy!.ConnectionString, Rig.Clock.GetUtcNow(), Rig.SealKey);
        for (int runs = 0; (await Rig.SealsAsync()).Count < 3; runs++)
        {
            Assert.InRange(runs, 0, 20);
            await Task.WhenAll(Rig.Sealer.RunAsync(Cancel), other.Sealer.RunAsync(Cancel));
        }

        Assert.Equal([DayState.Whole, DayState.Whole, DayState.Whole], await StatesAsync());
    }

    [Fact]
    public async Task Progress_does_not_overwrite_that_of_another_run()
    {
        await Rig.FillAsync(BusyDay);
        DateOnly day = PrivacyLogRig.FirstDay;
        SealProgress progress = Rig.Get<SealProgress>();
        for (int round = 0; round < 2; round++)
        {
            ShardReading mine = (await progress.ListUnfinishedAsync(day, day, Cancel))[3], others = (await progress.ListUnfinishedAsync(day, day, Cancel))[3];
            using CanonicalRow canonical = new();
            mine.Add([new TableEntity("20260901-3", $"{round}")], canonical);

            Assert.True(await progress.TrySaveAsync(mine, Cancel));
            Assert.False(await progress.TrySaveAsync(others, Cancel));
            Assert.Equal(round + 1, Assert.Single(await Rig.ProgressAsync()).GetInt64("Entries"));
        }

        ShardReading late = (await progress.ListUnfinishedAsync(day, day, Cancel))[3];
        await progress.DeleteBeforeAsync(day.AddDays(1), Cancel);
        Assert.False(await progress.TrySaveAsync(late, Cancel));
        Assert.Empty(await Rig.ProgressAsync());
    }

    [Theory]
    [InlineData("Subtrees")]
    [InlineData("Entries")]
    [InlineData("LastRow")]
    [InlineData("Staff")]
    public async Task Shard_whose_stored_reading_cannot_be_read_is_read_anew(string column)
    {
        await Rig.FillAsync(BusyDay);
        await Rig.Sealer.RunAsync(Cancel);
        TableEntity progress = (await Rig.ProgressAsync()).First(row => row.ContainsKey("Subtrees") && row.GetInt64("Entries") > 0);
        progress[column] = "x"u8.ToArray();
        await Rig.SealTable.UpdateEntityAsync(progress, ETag.All, TableUpdateMode.Replace, Cancel);

        List<RunRecord> runs = await RunToTheEndAsync();

        Assert.InRange((await Rig.RunsAsync(DailySeal.Job)).Sum(run => run.Examined), BusyDay + 1, 2 * BusyDay);
        Assert.True(runs[^1].Succeeded);
        Assert.Equal([DayState.Whole, DayState.Whole, DayState.Whole], await StatesAsync());
    }

    [Fact]
    public async Task Run_that_is_killed_between_reading_and_signing_leaves_the_signing_to_the_next_one_which_reads_nothing_again()
    {
        _page = TimeSpan.Zero;
        await Rig.FillAsync(30, 20, 20);
        _proxy!.Intercept = request => request == "POST Seals" && _proxy.Requests.Count(each => each == request) > 48 ? StorageProxy.Refuse : null;
        await Assert.ThrowsAsync<RequestFailedException>(() => Rig.Sealer.RunAsync(Cancel));
        Assert.Empty(await Rig.SealsAsync());

        _proxy.Intercept = request => request.StartsWith("DELETE Seals", StringComparison.Ordinal) ? StorageProxy.Refuse : null;
        await Assert.ThrowsAsync<RequestFailedException>(() => Rig.Sealer.RunAsync(Cancel));
        Assert.Equal(3, (await Rig.SealsAsync()).Count);
        Assert.NotEmpty(await Rig.ProgressAsync());

        _proxy.Intercept = _ => null;
        Assert.Equal(0, (await Rig.Sealer.RunAsync(Cancel)).Examined);
        Assert.Empty(await Rig.ProgressAsync());
        Assert.Equal(70, (await Rig.RunsAsync(DailySeal.Job)).Sum(run => run.Examined));
        Assert.Equal([DayState.Whole, DayState.Whole, DayState.Whole], await StatesAsync());
    }

    [Fact]
    public async Task Staff_counts_of_all_runs_are_in_the_seal()
    {
        await Rig.FillAsync(BusyDay);
        List<TableEntity> rows = await Rig.RowsAsync();
        foreach (TableEntity row in rows.Where((_, number) => number % 10 == 0))
        {
            (row["Actor"], row["Role"], row["Action"]) = ("00000003-0000-0000-0000-000000000001", "dpo", "student-lookup");
            await Rig.LogTable.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace, Cancel);
        }

        Assert.NotEmpty(await RunToTheEndAsync());
        _page = TimeSpan.Zero;
        Assert.Equal([new("dpo", "student-lookup", BusyDay / 10)], (await Rig.VerifyAsync(PrivacyLogRig.FirstDay, PrivacyLogRig.FirstDay))[0].Staff);
    }

    [Fact]
    public async Task Root_of_a_day_is_that_of_the_tree_over_the_roots_of_its_sixteen_shards()
    {
        _page = TimeSpan.Zero;
        await Rig.FillAsync(20);
        await Rig.LogTable.AddEntityAsync(new TableEntity("20260901", "before the shards"), Cancel);
        await Rig.LogTable.AddEntityAsync(new TableEntity("20260901-9x", "between the shards"), Cancel);
        await Rig.LogTable.AddEntityAsync(new TableEntity("20260901~", "after the shards"), Cancel);
        await Rig.Sealer.RunAsync(Cancel);

        using CanonicalRow canonical = new();
        ILookup<int, byte[]> leaves = (await Rig.RowsAsync(PrivacyLogRig.FirstDay)).ToLookup(
            row => row.PartitionKey switch
            {
                "20260901" => 0,
                "20260901-9x" => 9,
                "20260901~" => 15,
                var key => int.Parse(key[9..], NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            },
            row => MerkleTree.HashLeaf(canonical.Write(row)));
        List<byte[]> level = [.. Enumerable.Range(0, 16).Select(shard => RootOf([.. leaves[shard]]))];
        for (; level.Count > 1; level = [.. level.Chunk(2).Select(pair => SHA256.HashData([1, .. pair[0], .. pair[1]]))])
            Assert.Equal(0, level.Count % 2);

        Seal seal = (await Rig.Get<SealStore>().FindAsync(PrivacyLogRig.FirstDay, Cancel))!.Seal!;
        Assert.Equal((23, 16, System.Buffers.Text.Base64Url.EncodeToString(level[0])), (seal.Entries, seal.Shards, seal.Root));
        Assert.Equal([DayState.Whole, DayState.Whole, DayState.Whole], await StatesAsync());

        static byte[] RootOf(byte[][] hashes)
        {
            MerkleTree tree = new();
            foreach (byte[] hash in hashes)
                tree.Add(hash);
            return tree.Close().Root;
        }
    }

    private async Task<List<RunRecord>> RunToTheEndAsync()
    {
        List<RunRecord> runs = [];
        do
        {
            Assert.InRange(runs.Count, 0, 20);
            runs.Add(await Rig.Sealer.RunAsync(Cancel));
        }
        while (runs[^1].ToBeContinued);
        return runs;
    }

    private async Task<int> CountRootsAsync(string day) => (await Rig.ProgressAsync()).Count(
        row => row.RowKey.StartsWith(day, StringComparison.Ordinal) && row.ContainsKey("Root"));

    private async Task<DayState[]> StatesAsync()
    {
        _page = TimeSpan.Zero;
        return await Rig.StatesAsync(3);
    }
}
