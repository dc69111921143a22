using System.Diagnostics;
using System.Security.Cryptography;
using Azure.Data.Tables;
using LeerId.Functions.Retention;
using LeerId.Runs;
using LeerId.Students;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Retention;

/// <summary>What the sweep costs as the table grows. The figures are printed, and kept in docs/operations.md.</summary>
public sealed class RetentionScaleTests(AzuriteFixture azurite, ITestOutputHelper output)
{
    private const int OneInExpires = 1000;

    private static readonly DateTimeOffset Now = new(2026, 9, 2, 0, 30, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public async Task Transactions_grow_with_what_is_expired_and_memory_stays_flat()
    {
        Measurement small = await MeasureAsync(20_000);
        Measurement large = await MeasureAsync(200_000);

        foreach (Measurement measured in new[] { small, large })
        {
            output.WriteLine(
                $"{measured.Snapshots:n0} snapshots, {measured.Deleted} expired: {measured.Transactions} transactions, "
                + $"{measured.Seconds:0.0} s, {measured.MegabytesAtMost:0.0} MB above the start");
            // Three queries per range, to count, to delete and to find superseded ones, a page per thousand found, and a delete per expired one. The run's two records, the clock,
            // the former run, the last count, and what waits for a confirmation.
            Assert.Equal(measured.Snapshots / OneInExpires, measured.Deleted);
            Assert.InRange(measured.Transactions, measured.Deleted, measured.Deleted + (3 * StudentKeyRange.All.Count) + 9);
        }

        Assert.InRange(large.MegabytesAtMost, 0, small.MegabytesAtMost + 16);
    }

    private async Task<Measurement> MeasureAsync(int snapshots)
    {
        string account = azurite.NewAccount();
        await FillAsync(account, snapshots);
        await using StorageProxy storage = await StorageProxy.StartAsync(account);
        await using RetentionRig rig = await RetentionRig.StartAsync(storage.ConnectionString, Now);
        await rig.Rig.Students.FindAsync(await rig.AddAsync(1, Now), Cancel);
        Assert.True((await rig.Rig.Host.FireTimerAsync(nameof(CountSnapshots), Cancel))!.Succeeded);
        storage.Requests.Clear();
        long start = GC.GetTotalMemory(forceFullCollection: true), peak = start;
        storage.Before = _ =>
        {
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
            return Task.CompletedTask;
        };

        long began = Stopwatch.GetTimestamp();
        RunRecord run = await rig.Sweep.RunAsync(Cancel);
        return new Measurement(
            snapshots, run.Deleted, storage.Requests.Count, Stopwatch.GetElapsedTime(began).TotalSeconds, (peak - start) / 1048576.0);
    }

    // Straight into the table, in the form StudentStore has, with more patience than a pupil has: the emulator slows down as it grows.
    private static async Task FillAsync(string account, int snapshots)
    {
        TableClient table = new(account, "Students");
        await table.CreateIfNotExistsAsync(Cancel);
        await Parallel.ForEachAsync(
            Enumerable.Range(1, snapshots), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancel },
            async (pupil, token) => await table.UpsertEntityAsync(
                new TableEntity(Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(pupil))), "snapshot")
                {
                    ["LeerIdUuid"] = ScriptedAcm.LeerId(pupil).ToString(),
                    ["Voornaam"] = "Proefvoornaam",
                    ["Naam"] = "Proefnaam",
                    ["Gebruikersnaam"] = "proef.gebruiker",
                    ["Instellingsnummers"] = "012345",
                    ["SignedInAt"] = pupil % OneInExpires == 0 ? Now.AddYears(-4) : Now,
                },
                TableUpdateMode.Replace, token));
    }

    private sealed record Measurement(int Snapshots, long Deleted, int Transactions, double Seconds, double MegabytesAtMost);
}
