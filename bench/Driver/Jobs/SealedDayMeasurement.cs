using System.Diagnostics;
using LeerId.PrivacyLog.Seals;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Bench.Driver.Jobs;

/// <summary>The cost of sealing and verifying a day of the privacy log.</summary>
/// <param name="Entries">The number of entries of the day.</param>
/// <param name="SealSeconds">The time to seal the day, once.</param>
/// <param name="VerifySeconds">The time to verify the day; every run.</param>
/// <param name="MegabytesAtMost">The peak of managed memory above the start, in MiB.</param>
internal sealed record SealedDayResult(int Entries, double SealSeconds, IReadOnlyList<double> VerifySeconds, double MegabytesAtMost);

internal static class SealedDayMeasurement
{
    private const double Megabyte = 1024 * 1024;

    private static readonly DateTimeOffset Now = new(2026, 9, 2, 1, 30, 0, TimeSpan.Zero);

    public static async Task<SealedDayResult> RunAsync(string storage, int entries, int rounds)
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(storage);
        ServedPrivacyLog log = new(entries);
        proxy.Intercept = request => request == ServedPrivacyLog.Query ? log.AnswerAsync : null;
        await using ServiceProvider services = JobServices.At(Now, proxy.ConnectionString);
        long start = GC.GetTotalMemory(forceFullCollection: true);

        long began = Stopwatch.GetTimestamp();
        await services.GetRequiredService<DailySeal>().RunAsync(CancellationToken.None);
        double seal = Stopwatch.GetElapsedTime(began).TotalSeconds;

        List<double> verify = [];
        for (int round = 0; round < rounds; round++)
        {
            began = Stopwatch.GetTimestamp();
            await foreach (DayVerdict verdict in services.GetRequiredService<SealVerifier>()
                .VerifyAsync(ServedPrivacyLog.Day, ServedPrivacyLog.Day, CancellationToken.None))
            {
                if (verdict.State != DayState.Whole || verdict.Found != entries)
                    throw new InvalidOperationException($"The day was found {verdict.State}, with {verdict.Found} entries.");
            }

            verify.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
        }

        return new SealedDayResult(entries, seal, verify, Math.Max(0, (log.PeakBytes - start) / Megabyte));
    }
}
