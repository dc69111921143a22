using System.Diagnostics;
using System.Globalization;
using LeerId.PrivacyLog.Seals;
using LeerId.Runs;
using LeerId.Testing;

namespace LeerId.Core.Tests.PrivacyLog.Seals;

/// <summary>Seals a day of a million entries, and one of ten million. Seals and runs are on the emulator.</summary>
public sealed class MillionEntriesTests(AzuriteFixture azurite, ITestOutputHelper output)
{
    private const int Entries = 1_000_000;
    private const long Bound = 16 * 1024 * 1024;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public async Task Day_of_a_million_entries_is_sealed_and_verified_in_bounded_memory()
    {
        ServedPrivacyLog log = new(Entries);
        await using StorageProxy proxy = await StorageProxy.StartAsync(azurite.NewAccount());
        using PrivacyLogRig rig = new(proxy.ConnectionString, PrivacyLogRig.Moment("2026-09-02T01:30:00Z"));
        proxy.Intercept = request => request == ServedPrivacyLog.Query ? log.AnswerAsync : null;

        long before = GC.GetTotalMemory(forceFullCollection: true);
        long start = Stopwatch.GetTimestamp();
        Assert.Equal(Entries, (await rig.Sealer.RunAsync(Cancel)).Examined);
        Report(log, Entries, "sealed", start, before);

        start = Stopwatch.GetTimestamp();
        DayVerdict verdict = Assert.Single(await rig.VerifyAsync(ServedPrivacyLog.Day, ServedPrivacyLog.Day));
        Assert.Equal((DayState.Whole, Entries, Entries), (verdict.State, verdict.Sealed, verdict.Found));
        Report(log, Entries, "verified", start, before);

        start = Stopwatch.GetTimestamp();
        InclusionProof? proof = await rig.Verifier.ProveAsync(ServedPrivacyLog.Day, ServedPrivacyLog.Id(654_321), Cancel);
        Assert.True(proof!.LeadsTo(verdict.Root!));
        Assert.InRange(proof.Path.Count, 15, 16);
        Assert.Equal(4, proof.ShardPath.Count);
        Report(log, Entries, "proved", start, before);

        log.TamperedEntry = 987_654;
        Assert.Equal(DayState.Changed, Assert.Single(await rig.VerifyAsync(ServedPrivacyLog.Day, ServedPrivacyLog.Day)).State);
        Assert.InRange(log.PeakBytes - before, 0, Bound);
    }

    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public async Task Day_of_ten_million_entries_is_sealed_by_runs_that_are_cut_off_every_minute_and_the_days_after_it_are_read_meanwhile()
    {
        const int tenMillion = 10_000_000;
        ServedPrivacyLog log = new(tenMillion);
        await using StorageProxy proxy = await StorageProxy.StartAsync(azurite.NewAccount());
        using PrivacyLogRig rig = new(proxy.ConnectionString, PrivacyLogRig.Moment("2026-09-05T01:30:00Z"));
        for (int day = 1; day <= 3; day++)
            await rig.FillAsync(ServedPrivacyLog.Day.AddDays(day), 20);
        // Storage returns about 2,000 rows of a partition per second, and four partitions are read at once.
        log.BeforePage = () =>
        {
            rig.Clock.Advance(TimeSpan.FromSeconds(250 / (4 * 2000.0)));
            // The memory in which the proxy records requests must not count as memory of the sealing.
            proxy.Requests.Clear();
            proxy.Queries.Clear();
        };
        proxy.InterceptQuery = query => ServedPrivacyLog.IsOfDay(query) ? log.AnswerAsync : null;

        long before = GC.GetTotalMemory(forceFullCollection: true);
        long start = Stopwatch.GetTimestamp();
        int runs = 0;
        for (bool done = false; !done && runs < 60; runs++)
        {
            using CancellationTokenSource minute = new(TimeSpan.FromMinutes(1), rig.Clock);
            using CancellationTokenSource cut = CancellationTokenSource.CreateLinkedTokenSource(minute.Token, Cancel);
            try
            {
                done = !(await rig.Sealer.RunAsync(cut.Token)).ToBeContinued;
            }
            catch (RunFailedException)
            {
                Assert.True(minute.IsCancellationRequested);
            }

            if (runs == 0)
                Assert.Equal(48, (await rig.ProgressAsync()).Count(row => string.CompareOrdinal(row.RowKey, "20260902") > 0 && row.ContainsKey("Root")));
        }

        Report(log, tenMillion, $"sealed in {runs} runs", start, before);
        Assert.InRange(runs, 20, 40);
        // After an interruption, the next run reads again what was read since the progress was last stored.
        Assert.InRange(log.ServedEntries, tenMillion, tenMillion * 1.4);
        Assert.Empty(await rig.ProgressAsync());
        Assert.InRange(log.PeakBytes - before, 0, 2 * Bound);

        log.BeforePage = () => { };
        List<DayVerdict> verdicts = await rig.VerifyAsync(ServedPrivacyLog.Day, ServedPrivacyLog.Day.AddDays(3));
        Assert.All(verdicts, verdict => Assert.Equal(DayState.Whole, verdict.State));
        Assert.Equal([tenMillion, 20, 20, 20], verdicts.Select(verdict => verdict.Sealed));
    }

    private void Report(ServedPrivacyLog log, int entries, string what, long start, long before) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{entries} entries {what} in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s; "
        + $"managed memory grew by at most {(log.PeakBytes - before) / 1024.0 / 1024.0:0.0} MiB"));
}
