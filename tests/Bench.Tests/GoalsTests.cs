using LeerId.Bench.Driver.Report;
using LeerId.Bench.Driver.SignIns;
using LeerId.Bench.Driver.Subjects;
using LeerId.Bench.Driver.Worker;

namespace LeerId.Bench.Tests;

public sealed class GoalsTests
{
    private static Results Kept => PublishedResults.Kept;

    [Fact]
    public void A_fifth_transaction_or_a_second_read_is_one_too_many()
    {
        Assert.True(IsReached(0, WithSteps() with { Transactions = new TransactionResult(100, 400, 100) }));
        Assert.False(IsReached(0, WithSteps() with { Transactions = new TransactionResult(100, 401, 100) }));
        Assert.False(IsReached(0, WithSteps() with { Transactions = new TransactionResult(100, 400, 101) }));
    }

    [Fact]
    public void The_document_has_the_share_of_each_step_of_a_sign_in()
    {
        string document = PerformanceDocument.Write(WithSteps());

        Assert.Contains("| `/authorize` | 0.20 | 10 % |", document, StringComparison.Ordinal);
        Assert.Contains("| `/acm/callback` | 0.60 | 30 % |", document, StringComparison.Ordinal);
        Assert.Contains("| `/token` | 1.00 | 50 % |", document, StringComparison.Ordinal);
        Assert.Contains("| `/userinfo` | 0.20 | 10 % |", document, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.40, true, true)]
    [InlineData(0.80, true, false)]
    [InlineData(1.01, false, false)]
    public void Processor_time_is_held_against_AddOpenIdConnect_round_by_round(double ratio, bool atMostIt, bool atMostHalf)
    {
        double[] rounds = [0.2, 0.9, 0.4];
        Results results = Kept with
        {
            SignIns = Kept.SignIns with
            {
                Runs =
                [
                    new LoadRuns(RelyingParty.Ours, 64, [.. rounds.Select(cpu => Run(cpu * ratio))]),
                    new LoadRuns(RelyingParty.AddOpenIdConnect, 64, [.. rounds.Select(cpu => Run(cpu))]),
                ],
            },
        };

        Assert.Equal((atMostIt, atMostHalf), (IsReached(1, results), IsReached(2, results)));
    }

    [Theory]
    [InlineData(59, true)]
    [InlineData(61, false)]
    public void Tail_is_three_times_the_median_at_most(double p99, bool reached)
    {
        LoadRuns busy = new(RelyingParty.Ours, 64, [new LoadResult(1000, 1000, 20, p99, 0.4, 100)]);
        IEnumerable<LoadRuns> others = Kept.SignIns.Runs.Where(runs => runs.Party != RelyingParty.Ours || runs.Concurrency != 64);
        Assert.Equal(reached, IsReached(3, Kept with { SignIns = Kept.SignIns with { Runs = [busy, .. others] } }));
    }

    [Fact]
    public void Memory_that_rises_steadily_is_not_flat()
    {
        Assert.True(IsReached(4, Kept with { Memory = [Sample(0, 20), Sample(50, 40), Sample(100, 42), Sample(150, 39), Sample(200, 40)] }));
        Assert.False(IsReached(4, Kept with { Memory = [Sample(0, 20), Sample(50, 40), Sample(100, 43), Sample(150, 46), Sample(200, 49)] }));
    }

    [Fact]
    public void Memory_that_rises_outside_the_managed_heap_is_not_flat() => Assert.False(IsReached(4, Kept with
    {
        Memory = [.. Enumerable.Range(0, 5).Select(look => new MemorySample(look * 50_000, 40, 100 + (look * 10)))],
    }));

    [Theory]
    [InlineData(500, true)]
    [InlineData(501, false)]
    public void Start_may_not_take_longer_than_that_of_AddOpenIdConnect(double milliseconds, bool reached) =>
        Assert.Equal(reached, IsReached(5, WithStarts(ours: Start(RelyingParty.Ours, alone: milliseconds, last: 600))));

    [Theory]
    [InlineData(700, true)]
    [InlineData(701, false)]
    public void Last_of_a_class_may_not_be_in_later_than_with_AddOpenIdConnect(double milliseconds, bool reached) =>
        Assert.Equal(reached, IsReached(6, WithStarts(ours: Start(RelyingParty.Ours, alone: 500, last: milliseconds))));

    [Theory]
    [InlineData(500, true)]
    [InlineData(501, false)]
    public void Worker_may_take_a_quarter_longer_than_a_minimal_app(double milliseconds, bool reached) => Assert.Equal(reached, IsReached(7, Kept with
    {
        Workers = [new WorkerResult(WorkerMeasurement.Ours, [milliseconds], [1]), new WorkerResult(WorkerMeasurement.Minimal, [400], [1])],
    }));

    [Theory]
    [InlineData(109, true)]
    [InlineData(111, false)]
    public void Memory_after_a_flood_may_be_a_tenth_more(double resident, bool reached) =>
        Assert.Equal(reached, IsReached(8, Kept with { Flood = new FloodResult(1, new MemorySample(0, 10, 100), new MemorySample(0, 10, resident)) }));

    [Theory]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public void Sign_in_may_allocate_sixty_kibibytes(double kibibytes, bool reached)
    {
        LoadRuns busy = new(RelyingParty.Ours, 64, [new LoadResult(1000, 1000, 20, 30, 0.4, kibibytes * 1024)]);
        IEnumerable<LoadRuns> others = Kept.SignIns.Runs.Where(runs => runs.Party != RelyingParty.Ours || runs.Concurrency != 64);
        Assert.Equal(reached, IsReached(9, Kept with { SignIns = Kept.SignIns with { Runs = [busy, .. others] } }));
    }

    [Theory]
    [InlineData(3156, true)]
    [InlineData(3157, false)]
    public void Sweep_may_ask_three_times_for_each_thousand_rows_and_once_for_each_that_is_deleted(int transactions, bool reached) =>
        Assert.Equal(reached, IsReached(10, Kept with { Sweeps = [new(1_000_000, 100, transactions, [1], 1)] }));

    [Fact]
    public void The_document_begins_with_the_answers_to_a_publisher()
    {
        string document = PublishedResults.Document;

        Assert.True(document.IndexOf("| How many pupils? |", StringComparison.Ordinal) < document.IndexOf("## Goals", StringComparison.Ordinal));
        Assert.Contains("| What does it cost per year? | Some 11,000 USD in Azure", document, StringComparison.Ordinal);
    }

    private static bool IsReached(int goal, Results results) => Goals.Of(results)[goal].IsReached;

    // A whole sign-in takes 2 ms: 0.2 to the redirect, 0.8 to the code, 1.8 to the tokens.
    private static Results WithSteps() => Kept with
    {
        SignIns = Kept.SignIns with
        {
            Runs = [.. Kept.SignIns.Runs.Select(runs => runs.Party == RelyingParty.Ours && runs.Concurrency == 16 ? runs with { Runs = [Run(2)] } : runs)],
            Begin = [Run(0.2)],
            ToCode = [Run(0.8)],
            ToTokens = [Run(1.8)],
        },
    };

    private static Results WithStarts(StartResult ours) => Kept with { Starts = [ours, Start(RelyingParty.AddOpenIdConnect, alone: 500, last: 700)] };

    private static StartResult Start(string party, double alone, double last) => new(party, [alone], [last], [last]);

    private static MemorySample Sample(int thousands, double alive) => new(thousands * 1000, alive, alive * 3);

    private static LoadResult Run(double cpu) => new(1000, 1000, 10, 20, cpu, 100);
}
