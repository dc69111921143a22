using System.Globalization;
using System.Text.RegularExpressions;
using LeerId.Bench.Driver.SignIns;
using LeerId.Bench.Driver.Subjects;

namespace LeerId.Bench.Driver.Report;

/// <summary>docs/performance.md, generated from the results.</summary>
internal sealed partial class PerformanceDocument
{
    // The peak of a school morning on which a third of 400,000 pupils sign in within ten minutes (docs/operations.md).
    private const double PeakPerSecond = 220;
    private const double MillisecondsPerSecond = 1000;
    private const int MonthsPerYear = 12;

    private readonly MarkdownText _text = new();
    private readonly Results _results;

    private PerformanceDocument(Results results) => _results = results;

    public static string Write(Results results)
    {
        PerformanceDocument document = new(results);
        document.Answer();
        document.Introduce();
        document.Goals();
        new SignInSections(document._text, results).Write();
        new StartSections(document._text, results).Write();
        new JobSections(document._text, results).Write();
        return document._text.ToString();
    }

    private void Answer()
    {
        IReadOnlyList<LoadResult> busy = _results.SignIns.Of(RelyingParty.Ours, 16);
        double cpu = busy.Select(run => run.CpuMilliseconds).Median();
        StartResult start = _results.Starts.Single(start => start.Party == RelyingParty.Ours);
        _text.Paragraph($"# Performance");
        _text.Table(
            ["What a publisher asks", "Answer"],
            [
                [
                    "How many pupils?",
                    Invariant($"All of Flanders. On a school morning, a third of 400,000 pupils in ten minutes are {PeakPerSecond:0} sign-ins per second. ")
                        + Invariant($"Those take {PeakPerSecond * cpu / MillisecondsPerSecond:0.00} of one processor here, with a client secret, ")
                        + "ES256 and without storage's answers",
                ],
                [
                    "How fast?",
                    Invariant($"When 16 pupils sign in at once, a whole sign-in takes {busy.Select(run => run.MedianMilliseconds).Median():0} ms here. ")
                        + Invariant($"Storage's answers come on top. After a cold start, the last of a class of ")
                        + Invariant($"{StartMeasurement.ClassSize} is signed in after ")
                        + Invariant($"{start.ClassLast.Median() / MillisecondsPerSecond:0.0} s here; in Azure the start of the host comes on top"),
                ],
                ["What does it cost per year?", Invariant($"Some {YearlyCost():n0} USD in Azure ([each part](operations.md#cost-and-capacity))")],
                [
                    "What happens if more pupils sign in?",
                    "As many pupils are let in as storage can take. The others see \"Het is druk\" within 300 ms, and their browser asks again by itself "
                        + "([how](#above-the-capacity))",
                ],
            ]);
    }

    private void Introduce()
    {
        Machine machine = _results.Machine;
        _text.Paragraph(
            $"`bench/run.sh` makes this document from the files in `bench/results`; don't edit it by hand. Measured on ",
            $"{machine.Day:yyyy-MM-dd}, {machine.Processor}, {machine.Processors} processors, {machine.System}, {machine.Runtime}.");
        _text.Paragraph(
            $"The machine is shared, and the relying party, the provider and the browsers all run on it at once. So compare figures only ",
            $"with each other. The programs took turns, round after round. Each figure is the median of the rounds, and each ratio is ",
            $"the median of the ratios within a round.");
    }

    private void Goals()
    {
        _text.Paragraph($"## Goals");
        _text.Table(
            ["Goal", "Measured", "Reached"],
            Report.Goals.Of(_results).Select(goal => new[] { goal.Text, goal.Measured, goal.IsReached ? "yes" : "**no**" }));
    }

    // The guide's table of costs has the monthly sum for production in its last row.
    private static double YearlyCost()
    {
        string guide = File.ReadAllText(Path.Combine(Places.Documentation, "operations.md"));
        double year = double.Parse(MonthlyCost().Match(guide).Groups["production"].Value, CultureInfo.InvariantCulture) * MonthsPerYear;
        return Math.Round(year / MillisecondsPerSecond) * MillisecondsPerSecond;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\| in all \|[^|]*\|[^|]*\| (?<production>\d+) \|", RegexOptions.Multiline)]
    private static partial Regex MonthlyCost();
}
