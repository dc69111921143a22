using System.Diagnostics;
using System.Globalization;
using LeerId.PrivacyLog.Seals;
using LeerId.Testing;

namespace LeerId.Core.Tests.PrivacyLog.Seals;

/// <summary>A day of a million entries; seals and runs are on the emulator.</summary>
public sealed class MillionEntriesTests(AzuriteFixture azurite, ITestOutputHelper output)
{
    private const int Entries = 1_000_000;
    private const long Bound = 16 * 1024 * 1024;

    private readonly ServedPrivacyLog _log = new(Entries);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public async Task Day_of_a_million_entries_is_sealed_and_verified_in_bounded_memory()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(azurite.NewAccount());
        using PrivacyLogRig rig = new(proxy.ConnectionString, PrivacyLogRig.Moment("2026-09-02T01:30:00Z"));
        proxy.Instead = request => request == ServedPrivacyLog.Query ? _log.AnswerAsync : null;

        long before = GC.GetTotalMemory(forceFullCollection: true);
        long start = Stopwatch.GetTimestamp();
        Assert.Equal(Entries, (await rig.Sealer.RunAsync(Cancel)).Examined);
        Report("sealed", start, before);

        start = Stopwatch.GetTimestamp();
        DayVerdict verdict = Assert.Single(await rig.VerifyAsync(ServedPrivacyLog.Day, ServedPrivacyLog.Day));
        Assert.Equal((DayState.Whole, Entries, Entries), (verdict.State, verdict.Sealed, verdict.Found));
        Report("verified", start, before);

        start = Stopwatch.GetTimestamp();
        InclusionProof? proof = await rig.Verifier.ProveAsync(ServedPrivacyLog.Day, ServedPrivacyLog.Id(654_321), Cancel);
        Assert.True(proof!.LeadsTo(verdict.Root!));
        Assert.InRange(proof.Path.Count, 19, 20);
        Report("proved", start, before);

        _log.Changed = 987_654;
        Assert.Equal(DayState.Changed, Assert.Single(await rig.VerifyAsync(ServedPrivacyLog.Day, ServedPrivacyLog.Day)).State);
        Assert.InRange(_log.PeakBytes - before, 0, Bound);
    }

    private void Report(string what, long start, long before) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{Entries} entries {what} in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s; "
        + $"managed memory grew by at most {(_log.PeakBytes - before) / 1024.0 / 1024.0:0.0} MiB"));
}
