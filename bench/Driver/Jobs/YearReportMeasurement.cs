using System.Diagnostics;
using System.Globalization;
using LeerId.Evidence;
using LeerId.PrivacyLog.Seals;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Bench.Driver.Jobs;

/// <summary>The cost of an evidence report about a year.</summary>
/// <param name="Days">The number of days.</param>
/// <param name="EntriesPerDay">The number of entries in the privacy log per day.</param>
/// <param name="Transactions">The number of storage transactions.</param>
/// <param name="Seconds">The duration, once.</param>
/// <param name="MegabytesAtMost">The peak of managed memory above the start, in MiB.</param>
internal sealed record YearReportResult(int Days, int EntriesPerDay, int Transactions, double Seconds, double MegabytesAtMost);

internal static class YearReportMeasurement
{
    private const double Megabyte = 1024 * 1024;
    // The log keeps entries for 365 days.
    private const int Days = 365;

    private static readonly DateTimeOffset Now = new(2026, 9, 2, 1, 30, 0, TimeSpan.Zero);

    /// <summary>Seals the days of a year, and makes a report that compares all of them with their seals.</summary>
    public static async Task<YearReportResult> RunAsync(string storage, int entriesPerDay)
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(storage);
        ServedPrivacyLog log = new(entriesPerDay, Days);
        proxy.Intercept = request => request == ServedPrivacyLog.Query ? log.AnswerAsync : null;
        await using ServiceProvider services = JobServices.At(Now, proxy.ConnectionString);
        await services.GetRequiredService<DailySeal>().RunAsync(CancellationToken.None);

        proxy.Requests.Clear();
        long start = GC.GetTotalMemory(forceFullCollection: true);
        long began = Stopwatch.GetTimestamp();
        EvidenceOutcome outcome = await services.GetRequiredService<EvidenceReporter>()
            .MakeAsync(Written(ServedPrivacyLog.Day.AddDays(1 - Days)), Written(ServedPrivacyLog.Day), CancellationToken.None);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;

        EvidenceReport report = ((EvidenceOutcome.Made)outcome).Report.Report;
        int whole = report.Seals.Days.Count(day => day.State == DayState.Whole && day.Found == entriesPerDay);
        if (whole != Days)
            throw new InvalidOperationException($"The report found {whole} of {Days} days complete.");
        return new YearReportResult(Days, entriesPerDay, proxy.Requests.Count, seconds, Math.Max(0, (log.PeakBytes - start) / Megabyte));
    }

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
