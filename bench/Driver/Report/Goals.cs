using System.Globalization;
using LeerId.Bench.Driver.SignIns;
using LeerId.Bench.Driver.Subjects;
using LeerId.Bench.Driver.Worker;

namespace LeerId.Bench.Driver.Report;

/// <summary>A goal, its measured value, and whether the goal is reached.</summary>
/// <param name="Text">The goal.</param>
/// <param name="Measured">The measured value.</param>
/// <param name="IsReached">Whether the goal is reached.</param>
internal sealed record Goal(string Text, string Measured, bool IsReached);

internal static class Goals
{
    private const int HighestConcurrency = 64;
    private const double TailOverMedian = 3;

    // The requests are the snapshot, the entry of the sign-in, the entry of the code's redemption, and the snapshot again for the claims.
    private const int TransactionsPerSignIn = 4;
    private const double StartOverPeer = 1;
    private const double WorkerOverMinimal = 1.25;
    private const double AllocatedKibibytes = 60;

    // The managed heap doesn't grow, apart from the requests in progress.
    private const double FlatMegabytes = 4;

    // Each process remembers the attempts of up to this many sign-ins of the last ten minutes, in some 20 MB. Its memory grows until then.
    private const int WorkingSize = 100_000;

    // Memory of the process varies with the pace of the collector. A leak outside the managed heap would grow without end.
    private const double FlatResidentShare = 0.1;

    public static IReadOnlyList<Goal> Of(Results results)
    {
        SignInResults signIns = results.SignIns;
        double cpu = CpuRatio(results);
        IReadOnlyList<LoadResult> busy = signIns.Of(RelyingParty.Ours, HighestConcurrency);
        double tail = busy.Select(run => run.P99Milliseconds / run.MedianMilliseconds).Median();
        double start = StartRatio(results);
        double residentRise = Warm(results) is { Length: > 1 } looks ? looks.Rise(sample => sample.ResidentMegabytes) / looks[0].ResidentMegabytes : 0;
        double rise = Warm(results) is { Length: > 1 } warm ? warm.Rise(sample => sample.AliveMegabytes) : 0;
        double last = ClassRatio(results);
        double worker = WorkerRatio(results);
        double flood = (results.Flood.After.ResidentMegabytes / results.Flood.Before.ResidentMegabytes) - 1;
        double floodAlive = (results.Flood.After.AliveMegabytes / results.Flood.Before.AliveMegabytes) - 1;
        double allocated = busy.Select(run => run.AllocatedBytes ?? 0).Median() / 1024;
        int worst = results.Sweeps.Max(sweep => sweep.Transactions - TransactionLimit(sweep.Snapshots, sweep.Deleted));
        return
        [
            new("A repeat sign-in makes exactly four storage transactions, one of them a read",
                Invariant($"{results.Transactions.SignIns} sign-ins: {results.Transactions.Transactions} transactions, {results.Transactions.Reads} reads"),
                results.Transactions.Transactions == TransactionsPerSignIn * results.Transactions.SignIns
                    && results.Transactions.Reads == results.Transactions.SignIns),
            new("Processor time per sign-in with the null store: at most that of AddOpenIdConnect", Invariant($"{cpu:0.00} times"), cpu <= 1),
            new("The aim: at most half of that", Invariant($"{cpu:0.00} times"), cpu <= 0.5),
            new("p99 at concurrency 64 with the null store: at most three times p50", Invariant($"{tail:0.0} times"), tail <= TailOverMedian),
            new(
                Invariant($"Memory stays flat over {results.Memory[^1].SignIns:n0} sign-ins"),
                Invariant($"{rise:+0.0;-0.0;0.0} MiB of live managed memory, {residentRise:+0 %;-0 %;0 %} held by the process, ")
                    + Invariant($"from sign-in {WorkingSize:n0} to the end"),
                rise <= FlatMegabytes && residentRise <= FlatResidentShare),
            new(
                "A start until one pupil is signed in takes at most as long as that of the AddOpenIdConnect app", Invariant($"{start:0.00} times"),
                start <= StartOverPeer),
            new("The last of a class of 25 on a cold process: at most as late as with AddOpenIdConnect", Invariant($"{last:0.00} times"), last <= 1),
            new(
                "A start of the worker takes at most 1.25 times as long as that of a minimal app", Invariant($"{worker:0.00} times"),
                worker <= WorkerOverMinimal),
            new(
                "A minute after a flood, memory is within 10 % of what it was",
                Invariant($"{floodAlive:+0 %;-0 %;0 %} of live managed memory, {flood:+0 %;-0 %;0 %} held by the process"),
                floodAlive <= FlatResidentShare && flood <= FlatResidentShare),
            new("Allocated per sign-in: at most 60 KiB", Invariant($"{allocated:0} KiB"), allocated <= AllocatedKibibytes),
            new(
                "The sweep's transactions grow with what is expired plus three per thousand rows", Invariant($"{Math.Max(0, worst)} more than that"),
                worst <= 0),
        ];
    }

    /// <summary>Compares ours with the null store to AddOpenIdConnect, per round and concurrency.</summary>
    public static double CpuRatio(Results results) =>
        Statistics.Ratio(results.SignIns.Cpu(RelyingParty.Ours), results.SignIns.Cpu(RelyingParty.AddOpenIdConnect));

    public static double StartRatio(Results results) => Statistics.Ratio(results.Start(RelyingParty.Ours), results.Start(RelyingParty.AddOpenIdConnect));

    /// <summary>Compares the last pupil of a class on a cold process.</summary>
    public static double ClassRatio(Results results) =>
        Statistics.Ratio(results.Of(RelyingParty.Ours).ClassLast, results.Of(RelyingParty.AddOpenIdConnect).ClassLast);

    // Counting, deleting and removing superseded snapshots each read one page per thousand rows, and one incomplete page per key range (sixteen). There
    // is one delete per expired row. The other eight are the writes of the runs' records, the clock, the former run, the last count, and the deletions
    // that wait for a confirmation.
    public static int TransactionLimit(int snapshots, long deleted) => (3 * ((snapshots / 1000) + 16)) + (int)deleted + 8;

    public static double WorkerRatio(Results results) => Statistics.Ratio(results.Worker(WorkerMeasurement.Ours), results.Worker(WorkerMeasurement.Minimal));

    private static IReadOnlyList<double> Worker(this Results results, string name) => results.Workers.Single(worker => worker.Worker == name).Milliseconds;

    private static MemorySample[] Warm(Results results) => [.. results.Memory.Where(sample => sample.SignIns >= WorkingSize)];

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static IReadOnlyList<double> Start(this Results results, string party) => results.Of(party).Milliseconds;

    private static StartResult Of(this Results results, string party) => results.Starts.Single(start => start.Party == party);
}
