using System.Globalization;
using LeerId.Bench.Driver.SignIns;
using LeerId.Bench.Driver.Subjects;

namespace LeerId.Bench.Driver.Report;

/// <summary>What is to be reached, what was measured, and whether that is it.</summary>
/// <param name="Text">The goal.</param>
/// <param name="Measured">What was measured.</param>
/// <param name="IsReached">Null if it was not measured.</param>
internal sealed record Goal(string Text, string Measured, bool? IsReached);

internal static class Goals
{
    private const int MostConcurrent = 64;
    private const double TailOverMedian = 3;

    // The snapshot, the entry of the sign-in, the entry of the code's redemption, and the snapshot again for the claims.
    private const int TransactionsPerSignIn = 4;
    private const double StartOverPeer = 1.1;

    // A managed heap that holds what it held, give or take what is under way.
    private const double FlatMegabytes = 4;

    // What the process holds moves with the collector's pace; a leak outside the managed heap would go on and on.
    private const double FlatResidentShare = 0.1;

    public static IReadOnlyList<Goal> Of(Results results)
    {
        SignInResults signIns = results.SignIns;
        double cpu = CpuRatio(results);
        IReadOnlyList<LoadResult> busy = signIns.Of(RelyingParty.Ours, MostConcurrent);
        double tail = busy.Select(run => run.P99Milliseconds / run.MedianMilliseconds).Median();
        double start = StartRatio(results);
        // The first look is before the process has grown to its working size.
        double residentRise = Warm(results) is { Length: > 1 } looks ? looks.Rise(sample => sample.ResidentMegabytes) / looks[0].ResidentMegabytes : 0;
        double rise = Warm(results) is { Length: > 1 } warm ? warm.Rise(sample => sample.AliveMegabytes) : 0;
        int worst = results.Sweeps.Max(sweep => sweep.Transactions - MostTransactions(sweep.Snapshots, sweep.Deleted));
        return
        [
            new("A repeat sign-in makes exactly four storage transactions, one of them a read",
                Invariant($"{results.Transactions.SignIns} sign-ins: {results.Transactions.Transactions} transactions, {results.Transactions.Reads} reads"),
                results.IsOfFormerHandOff
                    ? null
                    : results.Transactions.Transactions == TransactionsPerSignIn * results.Transactions.SignIns
                        && results.Transactions.Reads == results.Transactions.SignIns),
            new("Processor time per sign-in with the null store: at most that of AddOpenIdConnect", Invariant($"{cpu:0.00} times"), cpu <= 1),
            new("The aim: at most half of that", Invariant($"{cpu:0.00} times"), cpu <= 0.5),
            new("p99 at concurrency 64 with the null store: at most three times p50", Invariant($"{tail:0.0} times"), tail <= TailOverMedian),
            new(
                Invariant($"Memory stays flat over {results.Memory[^1].SignIns:n0} sign-ins"),
                Invariant($"{rise:+0.0;-0.0;0.0} MiB of live managed memory, {residentRise:+0 %;-0 %;0 %} held by the process, from beginning to end"),
                rise <= FlatMegabytes && residentRise <= FlatResidentShare),
            new("A start takes at most 1.1 times as long as that of the AddOpenIdConnect app", Invariant($"{start:0.00} times"), start <= StartOverPeer),
            new("The sweep's transactions grow with what is expired plus two per thousand rows", Invariant($"{Math.Max(0, worst)} more than that"), worst <= 0),
        ];
    }

    /// <summary>Ours with the null store against AddOpenIdConnect, round by round at each concurrency.</summary>
    public static double CpuRatio(Results results) =>
        Statistics.Ratio(results.SignIns.Cpu(RelyingParty.Ours), results.SignIns.Cpu(RelyingParty.AddOpenIdConnect));

    public static double StartRatio(Results results) => Statistics.Ratio(results.Start(RelyingParty.Ours), results.Start(RelyingParty.AddOpenIdConnect));

    // Twice, to count and to delete, a page for each thousand rows and one that is not full for each of the sixteen ranges. A delete for each expired row. The
    // record of the run, written when it begins and when it ends; the clock, the former run, the last count, and what waits for a confirmation.
    public static int MostTransactions(int snapshots, long deleted) => (2 * ((snapshots / 1000) + 16)) + (int)deleted + 6;

    private static MemorySample[] Warm(Results results) => [.. results.Memory.Skip(1)];

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static IReadOnlyList<double> Start(this Results results, string party) => results.Starts.Single(start => start.Party == party).Milliseconds;
}
