using System.Diagnostics;
using System.Security.Cryptography;
using Azure.Data.Tables;
using LeerId.Core.Tests.DataSubjects;
using LeerId.DataSubjects;
using LeerId.Students;
using LeerId.Testing;
using Microsoft.AspNetCore.Http;

namespace LeerId.Core.Tests.Students;

/// <summary>The cost and the end of a search through all snapshots (docs/adr/0009).</summary>
public sealed class StudentAccountSearchTests(AzuriteFixture azurite, ITestOutputHelper output)
{
    private const string Filter = "filter=PartitionKey";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_among_2000_is_one_query_per_key_range_without_a_uuid_in_its_address()
    {
        string account = azurite.NewAccount();
        await FillAsync(account, 2_000);
        await using StorageProxy storage = await StorageProxy.StartAsync(account);
        using DataSubjectRig rig = new(storage.ConnectionString);
        await rig.SignInAsync(DataSubjectRig.Identified(1, 11, history: [12]));

        foreach (int number in new[] { 11, 12, 99 })
        {
            storage.Queries.Clear();
            StudentLookupOutcome outcome = await rig.LookUpAsync(DataSubjectRig.ByAccount(number));

            Assert.Equal(number != 99, outcome is StudentLookupOutcome.Found);
            string[] queries = [.. storage.Queries.Where(query => query.Contains("filter", StringComparison.Ordinal)).Select(Uri.UnescapeDataString)];
            // The range that finds the snapshot stops at once. The others may not have started.
            Assert.InRange(queries.Count(query => query.Contains("Account_", StringComparison.Ordinal)), number == 99 ? 16 : 1, 16);
            string uuid = DataSubjectRig.Account(number).ToString();
            Assert.All(queries, query => Assert.False(query.Contains(uuid, StringComparison.OrdinalIgnoreCase), "An address contains a uuid."));
        }
    }

    [Fact]
    public async Task Search_that_is_not_finished_in_time_says_so_and_never_that_nothing_is_kept()
    {
        await using StorageProxy storage = await StorageProxy.StartAsync(azurite.NewAccount());
        using DataSubjectRig rig = new(storage.ConnectionString);
        StudentKey key = await rig.SignInAsync(DataSubjectRig.Identified(1, 11));
        // One key range does not answer.
        TaskCompletionSource hangs = new();
        storage.InterceptQuery = query => query.Contains($"PartitionKey ge '{key.ToString()[0]}'", StringComparison.Ordinal) ? HangAsync : null;

        Task<StudentLookupOutcome> lookup = rig.LookUpAsync(DataSubjectRig.ByAccount(11));
        await hangs.Task.WaitAsync(Cancel);
        rig.Clock.Advance(TimeSpan.FromSeconds(90));

        Assert.IsType<StudentLookupOutcome.OutOfTime>(await lookup);
        Assert.Contains(rig.Logs.Entries, entry => entry.EventId.Id == 2002);

        Task HangAsync(HttpContext context)
        {
            hangs.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        }
    }

    [Fact]
    public async Task Search_that_storage_refuses_in_one_range_is_a_fault_and_not_an_answer()
    {
        await using StorageProxy storage = await StorageProxy.StartAsync(azurite.NewAccount());
        using DataSubjectRig rig = new(storage.ConnectionString);
        StudentKey key = await rig.SignInAsync(DataSubjectRig.Identified(1, 11));
        storage.InterceptQuery = query => query.Contains($"PartitionKey ge '{key.ToString()[0]}'", StringComparison.Ordinal) ? StorageProxy.Refuse : null;

        await Assert.ThrowsAsync<Azure.RequestFailedException>(() => rig.LookUpAsync(DataSubjectRig.ByAccount(11)));
        Assert.Empty(await rig.EntriesAsync("student-lookup"));
    }

    [Fact]
    public async Task Search_continues_after_empty_pages_with_a_continuation()
    {
        // Azure ends a page after five seconds, even without rows, with a continuation token. The emulator never does.
        await using StorageProxy storage = await StorageProxy.StartAsync(azurite.NewAccount());
        using DataSubjectRig rig = new(storage.ConnectionString);
        StudentKey key = await rig.SignInAsync(DataSubjectRig.Identified(1, 11));
        int empty = 0;
        storage.InterceptQuery = query => query.Contains(Filter, StringComparison.Ordinal) && Interlocked.Increment(ref empty) <= 16 ? EmptyPageAsync : null;

        Assert.IsType<StudentLookupOutcome.Found>(await rig.LookUpAsync(DataSubjectRig.ByAccount(11)));
        Assert.True(empty > 16);

        Task EmptyPageAsync(HttpContext context)
        {
            context.Response.Headers["x-ms-continuation-NextPartitionKey"] = "MA==";
            context.Response.ContentType = "application/json;odata=minimalmetadata";
            return context.Response.WriteAsync("""{"odata.metadata":"x","value":[]}""", Cancel);
        }
    }

    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public async Task Search_among_200000_is_one_query_per_key_range_too()
    {
        string account = azurite.NewAccount();
        await FillAsync(account, 200_000);
        await using StorageProxy storage = await StorageProxy.StartAsync(account);
        using DataSubjectRig rig = new(storage.ConnectionString);
        await rig.SignInAsync(DataSubjectRig.Identified(1, 11, history: [12]));

        foreach ((string what, StudentRequest request) in new[]
        {
            ("by leer_id_uuid", new StudentRequest { LeerIdUuid = DataSubjectRig.LeerId(1).ToString() }),
            ("by present account", DataSubjectRig.ByAccount(11)),
            ("by old account", DataSubjectRig.ByAccount(12)),
            ("by unknown account", DataSubjectRig.ByAccount(99)),
        })
        {
            storage.Requests.Clear();
            long start = Stopwatch.GetTimestamp();
            StudentLookupOutcome outcome = await rig.LookUpAsync(request);
            output.WriteLine($"{what}: {outcome.GetType().Name}, {storage.Requests.Count} transactions, {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s");
            Assert.InRange(storage.Requests.Count, 2, 24);
        }
    }

    // The rows are written directly, in the format of StudentStore and with a longer timeout, because the emulator slows down as the table grows.
    private static async Task FillAsync(string account, int snapshots)
    {
        TableClient table = new(account, "Students");
        await table.CreateIfNotExistsAsync(Cancel);
        await Parallel.ForEachAsync(
            Enumerable.Range(1_000_000, snapshots), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancel },
            async (pupil, token) => await table.UpsertEntityAsync(
                new TableEntity(Hash(pupil), "snapshot")
                {
                    ["LeerIdUuid"] = DataSubjectRig.LeerId(pupil).ToString(),
                    ["AccountUuid"] = DataSubjectRig.Account(pupil).ToString(),
                    ["HistoriekAccountUuid"] = DataSubjectRig.Account(-pupil & 0xffffff).ToString(),
                    ["Voornaam"] = "Proefvoornaam",
                    ["Naam"] = "Proefnaam",
                    ["Gebruikersnaam"] = "proef.gebruiker",
                    ["Instellingsnummers"] = "012345",
                    ["SignedInAt"] = DataSubjectRig.Now,
                    [$"Account_{Hash(-pupil)}"] = true,
                    [$"Account_{Hash(-pupil - 1)}"] = true,
                },
                TableUpdateMode.Replace, token));
    }

    private static string Hash(int number) => Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(number)));
}
