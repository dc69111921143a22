using LeerId.Bench.Driver.Report;
using LeerId.Bench.Driver.SignIns;
using LeerId.Bench.Driver.Subjects;

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
    public void Transactions_of_the_former_hand_off_say_nothing_of_a_sign_in_of_today() =>
        Assert.Null(Goals.Of(Kept with { SignIns = Kept.SignIns with { ToCode = null } })[0].IsReached);

    [Fact]
    public void The_document_has_the_share_of_each_step_of_a_sign_in()
    {
        string document = PerformanceDocument.Write(WithSteps());

        Assert.Contains("| `/authorize` | 0.20 | 10 % |", document, StringComparison.Ordinal);
        Assert.Contains("| `/acm/callback` | 0.60 | 30 % |", document, StringComparison.Ordinal);
        Assert.Contains("| `/token` | 1.00 | 50 % |", document, StringComparison.Ordinal);
        Assert.Contains("| `/userinfo` | 0.20 | 10 % |", document, StringComparison.Ordinal);
        Assert.DoesNotContain("former hand-off", document, StringComparison.Ordinal);
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
    [InlineData(550, true)]
    [InlineData(551, false)]
    public void Start_may_take_a_tenth_more(double milliseconds, bool reached) => Assert.Equal(reached, IsReached(5, Kept with
    {
        Starts = [new StartResult(RelyingParty.Ours, [milliseconds]), new StartResult(RelyingParty.AddOpenIdConnect, [500])],
    }));

    [Theory]
    [InlineData(2138, true)]
    [InlineData(2139, false)]
    public void Sweep_may_ask_twice_for_each_thousand_rows_and_once_for_each_that_goes(int transactions, bool reached) =>
        Assert.Equal(reached, IsReached(6, Kept with { Sweeps = [new(1_000_000, 100, transactions, [1], 1)] }));

    private static bool IsReached(int goal, Results results) => Goals.Of(results)[goal].IsReached == true;

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

    private static MemorySample Sample(int thousands, double alive) => new(thousands * 1000, alive, alive * 3);

    private static LoadResult Run(double cpu) => new(1000, 1000, 10, 20, cpu, 100);
}
