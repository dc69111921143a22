using System.Diagnostics;
using System.Net;
using LeerId.Bench.Driver.Subjects;

namespace LeerId.Bench.Driver.SignIns;

/// <summary>The cost of one run of sign-ins.</summary>
/// <param name="Count">The number of sign-ins.</param>
/// <param name="PerSecond">Sign-ins per second.</param>
/// <param name="MedianMilliseconds">The median duration of a sign-in.</param>
/// <param name="P99Milliseconds">The 99th percentile of the duration of a sign-in.</param>
/// <param name="CpuMilliseconds">Processor time of the relying party per sign-in.</param>
/// <param name="AllocatedBytes">Bytes that the relying party allocated per sign-in; null if it is not a .NET program.</param>
internal sealed record LoadResult(
    int Count, double PerSecond, double MedianMilliseconds, double P99Milliseconds, double CpuMilliseconds, double? AllocatedBytes);

/// <summary>Runs many sign-ins, with a given concurrency.</summary>
internal static class LoadRun
{
    private static readonly TimeSpan ShedPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs sign-ins up to a given step, for a given time.</summary>
    public static async Task<LoadResult> SignInAsync(RelyingParty party, int concurrency, TimeSpan duration, SignInStep until = SignInStep.Claims)
    {
        using SignInBrowser browser = new();
        long? allocated = await party.AllocatedAsync();
        double cpu = ProcessFigures.CpuMilliseconds(party.Process.Id);
        long began = Stopwatch.GetTimestamp();

        List<double>[] each = await Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(async () =>
        {
            List<double> own = [];
            while (Stopwatch.GetElapsedTime(began) < duration)
            {
                long start = Stopwatch.GetTimestamp();
                while (!await TrySignInAsync(browser, party, until))
                    await Task.Delay(ShedPause, TimeProvider.System);
                own.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            return own;
        })));

        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        cpu = ProcessFigures.CpuMilliseconds(party.Process.Id) - cpu;
        allocated = await party.AllocatedAsync() - allocated;
        double[] milliseconds = [.. each.SelectMany(own => own).Order()];
        int count = milliseconds.Length;
        return new LoadResult(
            count, count / seconds, milliseconds[count / 2], milliseconds[(int)(count * 0.99)], cpu / count,
            allocated is null ? null : (double)allocated / count);
    }

    // The storage emulator is the bottleneck of our rows with storage. When it is too busy, our software asks pupils to wait. The wait is part of the time.
    private static async Task<bool> TrySignInAsync(SignInBrowser browser, RelyingParty party, SignInStep until)
    {
        try
        {
            await browser.SignInAsync(party, until);
            return true;
        }
        catch (HttpRequestException exception) when (exception.StatusCode == HttpStatusCode.ServiceUnavailable && party.Name == RelyingParty.OursOnStorage)
        {
            return false;
        }
    }
}
