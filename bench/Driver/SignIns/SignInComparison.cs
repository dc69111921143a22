using LeerId.Bench.Driver.Subjects;
using LeerId.Testing;

namespace LeerId.Bench.Driver.SignIns;

/// <summary>The runs of one relying party at one concurrency.</summary>
internal sealed record LoadRuns(string Party, int Concurrency, IReadOnlyList<LoadResult> Runs);

/// <summary>What a relying party holds at the end, MiB, its peak.</summary>
internal sealed record PeakMemory(string Party, double Megabytes);

/// <summary>Whole sign-ins, side by side.</summary>
/// <param name="Runs">Interleaved, every one.</param>
/// <param name="Begin">The first step of ours alone, at concurrency 16.</param>
/// <param name="ToCode">Ours up to the code, at concurrency 16; null in results from before ours was the application's provider.</param>
/// <param name="ToTokens">Ours up to the tokens, likewise.</param>
/// <param name="Peaks">The peak memory of each.</param>
/// <param name="Skipped">What could not be measured here, and why.</param>
internal sealed record SignInResults(
    IReadOnlyList<LoadRuns> Runs, IReadOnlyList<LoadResult> Begin, IReadOnlyList<LoadResult>? ToCode, IReadOnlyList<LoadResult>? ToTokens,
    IReadOnlyList<PeakMemory> Peaks, IReadOnlyList<string> Skipped);

/// <summary>What repeat sign-ins ask of storage, counted on the wire.</summary>
/// <param name="SignIns">How many sign-ins.</param>
/// <param name="Transactions">How many requests.</param>
/// <param name="Reads">How many of them read.</param>
internal sealed record TransactionResult(int SignIns, int Transactions, int Reads);

internal static class SignInComparison
{
    public static readonly IReadOnlyList<int> Concurrencies = [1, 16, 64];

    private const int StepsConcurrency = 16;

    /// <summary>Runs each party in turn, round after round.</summary>
    public static async Task<SignInResults> RunAsync(Stage stage, IReadOnlyList<RelyingParty> parties, Effort effort, Action<string> report)
    {
        foreach (RelyingParty party in parties)
        {
            await Stage.SignedInAsync(party);
            await LoadRun.SignInAsync(party, StepsConcurrency, effort.WarmUp);
        }

        RelyingParty ours = parties.Single(party => party.Name == RelyingParty.Ours);
        await LoadRun.SignInAsync(ours, StepsConcurrency, effort.Run, SignInStep.Redirect);

        Dictionary<(string Party, int Concurrency), List<LoadResult>> runs = [];
        List<LoadResult> begin = [], toCode = [], toTokens = [];
        for (int round = 0; round < effort.Rounds; round++)
        {
            report($"Sign-ins, round {round + 1} of {effort.Rounds}");
            foreach (int concurrency in Concurrencies)
            {
                // Each round another one goes first.
                foreach (RelyingParty party in parties.Skip(round % parties.Count).Concat(parties.Take(round % parties.Count)))
                {
                    if (!runs.TryGetValue((party.Name, concurrency), out List<LoadResult>? own))
                        runs[(party.Name, concurrency)] = own = [];
                    own.Add(await LoadRun.SignInAsync(party, concurrency, effort.Run));
                }
            }

            begin.Add(await LoadRun.SignInAsync(ours, StepsConcurrency, effort.Run, SignInStep.Redirect));
            toCode.Add(await LoadRun.SignInAsync(ours, StepsConcurrency, effort.Run, SignInStep.Code));
            toTokens.Add(await LoadRun.SignInAsync(ours, StepsConcurrency, effort.Run, SignInStep.Tokens));
        }

        return new SignInResults(
            [.. runs.Select(run => new LoadRuns(run.Key.Party, run.Key.Concurrency, run.Value))],
            begin,
            toCode,
            toTokens,
            [.. parties.Select(party => new PeakMemory(party.Name, ProcessFigures.PeakMegabytes(party.Process.Id)))],
            stage.Skipped);
    }

    /// <summary>Counts what repeat sign-ins of a few pupils ask of storage.</summary>
    public static async Task<TransactionResult> CountTransactionsAsync(string storage, int signIns)
    {
        const int Pupils = 20;
        await using StorageProxy proxy = await StorageProxy.StartAsync(storage);
        await using Stage stage = await Stage.SetAsync(Pupils);
        await using RelyingParty ours = stage.LeerId(RelyingParty.OursOnStorage, proxy.ConnectionString, nullStore: false, isProbed: false);
        await Stage.SignedInAsync(ours);
        using SignInBrowser browser = new();
        for (int pupil = 0; pupil < Pupils; pupil++)
            await browser.SignInAsync(ours);

        proxy.Requests.Clear();
        for (int signIn = 0; signIn < signIns; signIn++)
            await browser.SignInAsync(ours);
        // A refresh of the list of schools, once a minute whoever signs in, is no part of a sign-in.
        string[] requests = [.. proxy.Requests.Where(request => !request.StartsWith("GET Schools", StringComparison.Ordinal))];
        return new TransactionResult(signIns, requests.Length, requests.Count(request => request.StartsWith("GET", StringComparison.Ordinal)));
    }
}
