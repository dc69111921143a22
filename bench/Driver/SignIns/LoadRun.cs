using System.Diagnostics;
using LeerId.Bench.Driver.Subjects;

namespace LeerId.Bench.Driver.SignIns;

/// <summary>What one run of sign-ins cost.</summary>
/// <param name="Count">How many there were.</param>
/// <param name="PerSecond">Sign-ins a second.</param>
/// <param name="MedianMilliseconds">Half of the sign-ins took at most this.</param>
/// <param name="P99Milliseconds">99 of 100 sign-ins took at most this.</param>
/// <param name="CpuMilliseconds">Processor time of the relying party a sign-in.</param>
/// <param name="AllocatedBytes">Bytes the relying party allocated a sign-in; null when it is not .NET.</param>
internal sealed record LoadResult(
    int Count, double PerSecond, double MedianMilliseconds, double P99Milliseconds, double CpuMilliseconds, double? AllocatedBytes);

/// <summary>Many sign-ins, a number of them at a time.</summary>
internal static class LoadRun
{
    /// <summary>Sign-ins up to a step, for a while.</summary>
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
                await browser.SignInAsync(party, until);
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
}
