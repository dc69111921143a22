using System.Diagnostics;
using System.Globalization;
using Azure.Storage.Blobs;
using LeerId.Archive;
using LeerId.Core.Tests.PrivacyLog;
using LeerId.Runs;
using LeerId.Testing;

namespace LeerId.Core.Tests.Archive;

/// <summary>Archives a day of a million entries. Seals, runs and the archive are on the emulator.</summary>
public sealed class MillionEntriesArchiveTests(AzuriteFixture azurite, ITestOutputHelper output)
{
    private const int Entries = 1_000_000;
    // Four shards run at once. Each has two blocks in memory: the one that it fills, and the one that the client sends.
    private const long Bound = 64 * 1024 * 1024;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public async Task Day_of_a_million_entries_is_archived_and_checked_in_bounded_memory()
    {
        ServedPrivacyLog log = new(Entries);
        string storage = azurite.NewAccount();
        await using StorageProxy proxy = await StorageProxy.StartAsync(storage);
        using PrivacyLogRig rig = new(proxy.ConnectionString, PrivacyLogRig.Moment("2026-09-02T01:30:00Z"));
        proxy.Intercept = request => request == ServedPrivacyLog.Query ? log.AnswerAsync : null;
        await rig.Sealer.RunAsync(Cancel);

        long before = GC.GetTotalMemory(forceFullCollection: true);
        long start = Stopwatch.GetTimestamp();
        RunRecord run = await rig.Get<NightlyArchive>().RunAsync(Cancel);

        Assert.True(run.Succeeded);
        Assert.InRange(run.Examined, Entries, Entries + 10);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Entries} entries archived in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s; "
            + $"managed memory grew by at most {(log.PeakBytes - before) / 1024.0 / 1024.0:0.0} MiB"));
        Assert.InRange(log.PeakBytes - before, 0, Bound);

        start = Stopwatch.GetTimestamp();
        List<string> told = [];
        ArchiveRestore check = new(new BlobServiceClient(storage), tables: null, told.Add);
        Assert.True(await check.RunAsync(RestoreRequest.Everything, Cancel));
        Assert.Contains($"PrivacyLog: 16 files with {Entries} rows match their manifests.", told);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"checked in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s"));
    }
}
