using System.Globalization;
using LeerId.Bench.Driver.SignIns;
using ScottPlot;

namespace LeerId.Bench.Driver.Report;

/// <summary>The results as plots.</summary>
internal static class Plots
{
    private const int Width = 760;
    private const int Height = 380;
    private const int HeightWithLegend = 440;

    // Colours that people with colour vision deficiency can distinguish, in the order of the tables.
    private static readonly string[] Colours = ["#0b5394", "#3d8bd4", "#9cc3e6", "#d98324", "#8a8a8a"];

    public static IReadOnlyDictionary<string, string> Draw(Results results) => new Dictionary<string, string>
    {
        ["cpu.svg"] = Bars(results, "Processor time of the relying party per sign-in", "ms", run => run.CpuMilliseconds),
        ["p50.svg"] = Bars(results, "A whole sign-in, median", "ms", run => run.MedianMilliseconds),
        ["p99.svg"] = Bars(results, "A whole sign-in, 99th percentile", "ms", run => run.P99Milliseconds),
        ["memory.svg"] = Memory(results),
        ["sweep.svg"] = Sweep(results),
    };

    private static string Bars(Results results, string title, string unit, Func<LoadResult, double> value)
    {
        using Plot plot = new();
        string[] parties = [.. results.SignIns.Runs.Select(runs => runs.Party).Distinct()];
        IReadOnlyList<int> concurrencies = SignInComparison.Concurrencies;
        for (int party = 0; party < parties.Length; party++)
        {
            List<Bar> bars = [];
            for (int group = 0; group < concurrencies.Count; group++)
            {
                double median = results.SignIns.Of(parties[party], concurrencies[group]).Select(value).Median();
                bars.Add(new Bar
                {
                    Position = (group * (parties.Length + 1)) + party,
                    Value = median,
                    Label = median.ToString("0.0#", CultureInfo.InvariantCulture),
                    FillColor = Color.FromHex(Colours[party % Colours.Length]),
                    LineWidth = 0,
                });
            }

            plot.Add.Bars(bars).LegendText = parties[party];
        }

        plot.Axes.Bottom.SetTicks(
            [.. concurrencies.Select((_, group) => (group * (parties.Length + 1)) + ((parties.Length - 1) / 2.0))],
            [.. concurrencies.Select(concurrency => string.Create(CultureInfo.InvariantCulture, $"{concurrency} at once"))]);
        plot.Axes.Margins(bottom: 0, top: 0.15);
        // The legend is below the bars, whichever group has the highest bars.
        plot.ShowLegend(Edge.Bottom);
        return Finish(plot, title, unit, HeightWithLegend);
    }

    private static string Memory(Results results)
    {
        using Plot plot = new();
        double[] signIns = [.. results.Memory.Select(sample => (double)sample.SignIns)];
        Line(plot, signIns, [.. results.Memory.Select(sample => sample.ResidentMegabytes)], "held by the process", Colours[1]);
        Line(plot, signIns, [.. results.Memory.Select(sample => sample.AliveMegabytes)], "live managed memory", Colours[0]);
        plot.Axes.SetLimitsY(0, results.Memory.Max(sample => sample.ResidentMegabytes) * 1.4);
        plot.XLabel("sign-ins");
        plot.ShowLegend(Alignment.UpperRight);
        return Finish(plot, "Memory over many sign-ins", "MiB", Height);
    }

    private static string Sweep(Results results)
    {
        using Plot plot = new();
        double[] rows = [.. results.Sweeps.Select(sweep => Math.Log10(sweep.Snapshots))];
        Line(plot, rows, [.. results.Sweeps.Select(sweep => Math.Log10(sweep.Transactions))], "measured", Colours[0]);
        double[] most = [.. results.Sweeps.Select(sweep => Math.Log10(Goals.TransactionLimit(sweep.Snapshots, sweep.Deleted)))];
        Line(plot, rows, most, "limit", Colours[3]);
        double[] powers = [.. Enumerable.Range(1, 6).Select(power => (double)power)];
        string[] labels = [.. powers.Select(power => Math.Pow(10, power).ToString("n0", CultureInfo.InvariantCulture))];
        plot.Axes.Bottom.SetTicks(powers, labels);
        plot.Axes.Left.SetTicks(powers, labels);
        plot.Axes.SetLimits(rows[0] - 0.2, rows[^1] + 0.2, 1, 4.2);
        plot.XLabel("snapshots, one in a thousand expired");
        plot.ShowLegend(Alignment.UpperLeft);
        return Finish(plot, "Storage transactions of the retention sweep", "transactions", Height);
    }

    private static void Line(Plot plot, double[] x, double[] y, string name, string colour)
    {
        ScottPlot.Plottables.Scatter line = plot.Add.Scatter(x, y, Color.FromHex(colour));
        line.LegendText = name;
        line.LineWidth = 2;
    }

    private static string Finish(Plot plot, string title, string unit, int height)
    {
        plot.Title(title);
        plot.YLabel(unit);
        return plot.GetSvgXml(Width, height).ReplaceLineEndings("\n");
    }
}
