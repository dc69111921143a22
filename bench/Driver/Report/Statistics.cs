using LeerId.Bench.Driver.SignIns;

namespace LeerId.Bench.Driver.Report;

/// <summary>Medians, and ratios of measurements that ran side by side.</summary>
internal static class Statistics
{
    public static double Median(this IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        int half = ordered.Length / 2;
        return ordered.Length % 2 == 1 ? ordered[half] : (ordered[half - 1] + ordered[half]) / 2;
    }

    /// <summary>The median, over the rounds, of one figure divided by the other figure of the same round.</summary>
    public static double Ratio(IEnumerable<double> ones, IEnumerable<double> others) => ones.Zip(others, (one, other) => one / other).Median();

    public static IReadOnlyList<LoadResult> Of(this SignInResults results, string party, int concurrency) =>
        results.Runs.SingleOrDefault(runs => runs.Party == party && runs.Concurrency == concurrency)?.Runs ?? [];

    /// <summary>Processor milliseconds per sign-in, of every run at any concurrency.</summary>
    public static IReadOnlyList<double> Cpu(this SignInResults results, string party) =>
        [.. results.Runs.Where(runs => runs.Party == party).SelectMany(runs => runs.Runs).Select(run => run.CpuMilliseconds)];

    /// <summary>The increase of a value from the first to the last sample, on the least squares line.</summary>
    public static double Rise(this IReadOnlyList<MemorySample> samples, Func<MemorySample, double> value)
    {
        double meanX = samples.Average(sample => sample.SignIns), meanY = samples.Average(value);
        double slope = samples.Sum(sample => (sample.SignIns - meanX) * (value(sample) - meanY)) / samples.Sum(sample => Math.Pow(sample.SignIns - meanX, 2));
        return slope * (samples[^1].SignIns - samples[0].SignIns);
    }
}
