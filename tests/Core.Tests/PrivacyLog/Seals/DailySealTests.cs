using System.Text;
using Azure;
using Azure.Data.Tables;
using LeerId.PrivacyLog.Seals;
using LeerId.Runs;
using LeerId.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LeerId.Core.Tests.PrivacyLog.Seals;

public sealed class DailySealTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_seals_every_finished_day_since_the_first_entry_also_an_empty_one()
    {
        using PrivacyLogRig rig = Rig("2026-09-05T01:30:00Z");
        await rig.FillAsync(3, 0, 2500, 1, 4);

        RunRecord record = await rig.Sealer.RunAsync(Cancel);

        Assert.Equal(["20260901", "20260902", "20260903", "20260904"], (await rig.SealsAsync()).Select(seal => seal.RowKey));
        Assert.Equal([3L, 0L, 2500L, 1L], (await rig.SealsAsync()).Select(seal => seal.GetInt64("Entries")));
        Assert.Equal(2504, record.Examined);
        Assert.Equal([DayState.Whole, DayState.Whole, DayState.Whole, DayState.Whole, DayState.NotYetSealed, DayState.NotYetSealed], await rig.StatesAsync(6));
        DayVerdict before = Assert.Single(await rig.VerifyAsync(new DateOnly(2026, 8, 31), new DateOnly(2026, 8, 31)));
        Assert.Equal(DayState.BeforeFirstSeal, before.State);
        Assert.False(before.IsFault);
    }

    [Fact]
    public async Task Seal_is_a_signed_token_of_its_own_type_that_holds_the_hash_of_the_one_before()
    {
        using PrivacyLogRig rig = Rig("2026-09-03T01:30:00Z");
        await rig.FillAsync(1, 1);
        await rig.Sealer.RunAsync(Cancel);

        List<TableEntity> seals = await rig.SealsAsync();
        JsonWebToken first = new(seals[0].GetString("Seal")), second = new(seals[1].GetString("Seal"));

        Assert.Equal(("seal+jwt", "ES256"), (first.Typ, first.Alg));
        Assert.Equal(43, first.Kid.Length);
        Assert.Equal("2026-09-01", first.GetPayloadValue<string>("day"));
        Assert.Equal(1, first.GetPayloadValue<long>("entries"));
        Assert.Equal(43, first.GetPayloadValue<string>("root").Length);
        Assert.False(first.TryGetPayloadValue("previous", out string _));
        byte[] hash = System.Security.Cryptography.SHA256.HashData(Encoding.ASCII.GetBytes(first.EncodedToken));
        Assert.Equal(System.Buffers.Text.Base64Url.EncodeToString(hash), second.GetPayloadValue<string>("previous"));
        Assert.Equal(("2026", "20260902"), (seals[1].PartitionKey, seals[1].RowKey));
    }

    [Theory]
    [InlineData("2026-09-02T00:14:59Z", 0)]
    [InlineData("2026-09-02T00:15:00Z", 1)]
    [InlineData("2026-09-03T00:14:59Z", 1)]
    [InlineData("2026-09-03T00:15:00Z", 2)]
    public async Task Day_is_sealed_a_quarter_of_an_hour_after_its_end_and_not_before(string now, int seals)
    {
        using PrivacyLogRig rig = Rig(now);
        await rig.FillAsync(1, 1);
        Assert.Equal(
            [.. Enumerable.Repeat(DayState.SealMissing, seals), .. Enumerable.Repeat(DayState.NotYetSealed, 2 - seals)], await rig.StatesAsync(2));

        await rig.Sealer.RunAsync(Cancel);

        Assert.Equal(seals, (await rig.SealsAsync()).Count);
        Assert.Equal([.. Enumerable.Repeat(DayState.Whole, seals), .. Enumerable.Repeat(DayState.NotYetSealed, 2 - seals)], await rig.StatesAsync(2));
    }

    [Fact]
    public async Task Run_without_entries_seals_nothing()
    {
        using PrivacyLogRig rig = Rig("2026-09-05T01:30:00Z");
        Assert.Equal(0, (await rig.Sealer.RunAsync(Cancel)).Examined);
        Assert.Empty(await rig.SealsAsync());
        Assert.Equal([DayState.BeforeFirstSeal, DayState.BeforeFirstSeal], await rig.StatesAsync(2));
    }

    [Fact]
    public async Task Clock_that_jumped_back_seals_nothing_twice_and_the_chain_continues_afterwards()
    {
        string storage = azurite.NewAccount();
        using PrivacyLogRig ahead = new(storage, PrivacyLogRig.Moment("2027-01-03T01:30:00Z"));
        await ahead.FillAsync(new DateOnly(2026, 12, 30), 2);
        await ahead.Sealer.RunAsync(Cancel);
        List<TableEntity> sealedAhead = await ahead.SealsAsync();

        using PrivacyLogRig back = new(storage, PrivacyLogRig.Moment("2026-12-31T12:00:00Z"), ahead.SealKey);
        await back.Sealer.RunAsync(Cancel);
        Assert.Equal(sealedAhead.Select(seal => seal.GetString("Seal")), (await back.SealsAsync()).Select(seal => seal.GetString("Seal")));

        using PrivacyLogRig right = new(storage, PrivacyLogRig.Moment("2027-01-05T01:30:00Z"), ahead.SealKey);
        await right.Sealer.RunAsync(Cancel);
        List<DayVerdict> verdicts = await right.VerifyAsync(new DateOnly(2026, 12, 30), new DateOnly(2027, 1, 4));
        Assert.Equal(6, verdicts.Count);
        Assert.All(verdicts, verdict => Assert.Equal(DayState.Whole, verdict.State));
    }

    [Fact]
    public async Task Two_sealers_at_once_make_one_chain_and_neither_fails()
    {
        string storage = azurite.NewAccount();
        using PrivacyLogRig one = new(storage, PrivacyLogRig.Moment("2026-09-13T01:30:00Z"));
        using PrivacyLogRig other = new(storage, PrivacyLogRig.Moment("2026-09-13T01:30:00Z"), one.SealKey);
        await one.FillAsync(3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8);

        await Task.WhenAll(one.Sealer.RunAsync(Cancel), other.Sealer.RunAsync(Cancel));

        Assert.Equal(12, (await one.SealsAsync()).Count);
        Assert.All(await one.StatesAsync(12), state => Assert.Equal(DayState.Whole, state));
        Assert.Equal(2, (await one.RunsAsync(DailySeal.Job)).Count(run => run.Succeeded));
    }

    [Theory]
    [InlineData("POST Seals", 3)]
    [InlineData("POST Seals", 83)]
    [InlineData("GET PrivacyLog()", 4)]
    [InlineData("GET Seals()", 1)]
    public async Task Run_that_storage_fails_midway_is_recorded_as_failed_and_the_next_one_goes_on(string request, int occurrence)
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(azurite.NewAccount());
        using PrivacyLogRig rig = new(proxy.ConnectionString, PrivacyLogRig.Moment("2026-09-06T01:30:00Z"));
        await rig.FillAsync(3, 4, 1100, 6, 7);
        int asked = 0;
        proxy.Intercept = name => name == request && ++asked >= occurrence ? StorageProxy.Refuse : null;

        await Assert.ThrowsAsync<RequestFailedException>(() => rig.Sealer.RunAsync(Cancel));

        Assert.Equal(1, Assert.Single(await rig.RunsAsync(DailySeal.Job)).Failed);
        Assert.Contains(rig.Logs.Entries, entry => entry.EventId.Id == 8012);
        proxy.Intercept = _ => null;
        List<TableEntity> before = await rig.SealsAsync();
        await rig.Sealer.RunAsync(Cancel);
        Assert.All(await rig.StatesAsync(5), state => Assert.Equal(DayState.Whole, state));
        Assert.Equal(before.Select(seal => seal.GetString("Seal")), (await rig.SealsAsync()).Take(before.Count).Select(seal => seal.GetString("Seal")));
    }

    [Fact]
    public async Task Run_interrupted_ends_as_failed_and_the_next_one_goes_on()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(azurite.NewAccount());
        using PrivacyLogRig rig = new(proxy.ConnectionString, PrivacyLogRig.Moment("2026-09-06T01:30:00Z"));
        await rig.FillAsync(3, 4, 5, 6, 7);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        int seals = 0;
        proxy.Intercept = request =>
        {
            if (request == "POST Seals" && ++seals == 3)
                stop.Cancel();
            return null;
        };

        await Assert.ThrowsAsync<RunFailedException>(() => rig.Sealer.RunAsync(stop.Token));

        Assert.Equal(1, Assert.Single(await rig.RunsAsync(DailySeal.Job)).Failed);
        proxy.Intercept = _ => null;
        await rig.Sealer.RunAsync(Cancel);
        Assert.All(await rig.StatesAsync(5), state => Assert.Equal(DayState.Whole, state));
    }

    [Fact]
    public async Task Empty_page_with_a_continuation_is_not_the_end_of_a_day()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(azurite.NewAccount());
        using PrivacyLogRig rig = new(proxy.ConnectionString, PrivacyLogRig.Moment("2026-09-02T01:30:00Z"));
        await rig.FillAsync(20);
        bool even = false;
        // Azure ends a page like this after five seconds. Azurite never does.
        proxy.Intercept = request => request == "GET PrivacyLog()" && (even = !even)
            ? context =>
            {
                context.Response.Headers["x-ms-continuation-NextPartitionKey"] = Convert.ToBase64String(Encoding.UTF8.GetBytes("20260901"));
                context.Response.Headers["x-ms-continuation-NextRowKey"] = Convert.ToBase64String(Encoding.UTF8.GetBytes("0"));
                context.Response.ContentType = "application/json;odata=minimalmetadata";
                return context.Response.WriteAsync("""{ "value": [] }""", Cancel);
            }
        : null;

        Assert.Equal(20, (await rig.Sealer.RunAsync(Cancel)).Examined);

        Assert.Equal([DayState.Whole], await rig.StatesAsync(1));
        using PrivacyLogRig later = new(proxy.ConnectionString, PrivacyLogRig.Moment("2030-01-01T03:00:00Z"), rig.SealKey);
        Assert.Equal(20, (await later.Expiry.RunAsync(Cancel)).Deleted);
    }

    [Fact]
    public async Task Day_of_several_pages_is_hashed_a_page_at_a_time()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(azurite.NewAccount());
        using PrivacyLogRig rig = new(proxy.ConnectionString, PrivacyLogRig.Moment("2026-09-02T01:30:00Z"));
        await rig.FillAsync(3500);
        int pages = (await rig.RowsAsync()).CountBy(row => row.PartitionKey).Sum(shard => (shard.Value + 99) / 100);
        proxy.PageSize = 100;
        proxy.Requests.Clear();
        await rig.Sealer.RunAsync(Cancel);
        // The seal reads the first day with an entry before and after everything else. All other queries read the pages of the shards.
        Assert.Equal(pages + 2, proxy.Requests.Count(request => request == "GET PrivacyLog()"));
        Assert.Equal([DayState.Whole], await rig.StatesAsync(1));
    }

    private PrivacyLogRig Rig(string now) => new(azurite.NewAccount(), PrivacyLogRig.Moment(now));
}
