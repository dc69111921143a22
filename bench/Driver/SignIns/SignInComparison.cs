using LeerId.Bench.Driver.Subjects;
using LeerId.Testing;

namespace LeerId.Bench.Driver.SignIns;

/// <summary>The runs of one relying party at one concurrency.</summary>
internal sealed record LoadRuns(string Party, int Concurrency, IReadOnlyList<LoadResult> Runs);

/// <summary>The peak memory of a relying party, in MiB.</summary>
internal sealed record PeakMemory(string Party, double Megabytes);

/// <summary>Complete sign-ins of several relying parties, side by side.</summary>
/// <param name="Runs">All runs, interleaved.</param>
/// <param name="Begin">The first step, only of our software, at concurrency 16.</param>
/// <param name="ToCode">Our software up to the code, at concurrency 16.</param>
/// <param name="ToTokens">Our software up to the tokens, with the same conditions.</param>
/// <param name="Peaks">The peak memory of each relying party.</param>
/// <param name="Skipped">The measurements that were not possible on this machine, with the reasons.</param>
internal sealed record SignInResults(
    IReadOnlyList<LoadRuns> Runs, IReadOnlyList<LoadResult> Begin, IReadOnlyList<LoadResult> ToCode, IReadOnlyList<LoadResult> ToTokens,
    IReadOnlyList<PeakMemory> Peaks, IReadOnlyList<string> Skipped);

/// <summary>The storage requests of repeated sign-ins, counted on the wire.</summary>
/// <param name="SignIns">The number of sign-ins.</param>
/// <param name="Transactions">The number of requests.</param>
/// <param name="Reads">The number of requests that read.</param>
internal sealed record TransactionResult(int SignIns, int Transactions, int Reads);

internal static class SignInComparison
{
    public static readonly IReadOnlyList<int> Concurrencies = [1, 16, 64];

    /// <summary>The number of pupils at once while steps and shares are measured.</summary>
    public const int StepsConcurrency = 16;

    /// <summary>Runs each relying party in turn, for a number of rounds.</summary>
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
                // Each round begins with another relying party.
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

    /// <summary>Counts the storage requests of repeated sign-ins by a few pupils.</summary>
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
        // The list of schools is refreshed once per minute, whatever the number of sign-ins. That request is not part of a sign-in.
        string[] requests = [.. proxy.Requests.Where(request => !request.StartsWith("GET Schools", StringComparison.Ordinal))];
        return new TransactionResult(signIns, requests.Length, requests.Count(request => request.StartsWith("GET", StringComparison.Ordinal)));
    }
}
