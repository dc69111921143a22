using System.Diagnostics;
using System.Globalization;
using LeerId.Core.Tests.PrivacyLog;
using LeerId.Evidence;
using LeerId.Pages.Documents;
using LeerId.PrivacyLog;
using LeerId.PrivacyLog.Seals;
using LeerId.Runs;
using LeerId.Testing;

namespace LeerId.Core.Tests.Evidence;

/// <summary>The longest period that a report can have: 400 days, each sealed, with two runs per night.</summary>
public sealed class EvidenceScaleTests(AzuriteFixture azurite, ITestOutputHelper output)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public async Task Report_of_400_days_is_made_in_time()
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync(), "2025-08-07T02:30:00Z");
        await rig.Get<PrivacyLogStore>().AppendAsync(PrivacyLogRig.Entry(rig.Clock.GetUtcNow()), Cancel);
        RunStore runs = rig.Get<RunStore>();
        for (int day = 0; day < EvidencePeriod.MaximumDays; day++)
        {
            foreach (string job in new[] { "DeleteExpired", "ExpirePrivacyLog" })
                await runs.EndAsync(
                    await runs.StartAsync(job, rig.Clock.GetUtcNow(), "retention-period", Cancel), run => run with { Examined = 1234, Deleted = 567 }, Cancel);
            rig.Clock.Advance(TimeSpan.FromDays(1));
        }

        await rig.Get<DailySeal>().RunAsync(Cancel);
        long start = Stopwatch.GetTimestamp();
        SignedReport report = await rig.MakeAsync("2025-08-07", "2026-09-10");
        TimeSpan made = Stopwatch.GetElapsedTime(start);
        string html = (await EvidencePage.RenderAsync(report)).Html();

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"made in {made.TotalSeconds:F1} s; JWS {report.Jws.Length:N0}, answer {report.Document.Length:N0}, page {html.Length:N0} characters"));
        Assert.Equal((0, 0), (report.Report.Seals.Faults, report.Report.Seals.NotCompared));
        Assert.Equal(400, report.Report.Seals.Days.Count);
        Assert.InRange(made, TimeSpan.Zero, TimeSpan.FromMinutes(2));
    }
}
