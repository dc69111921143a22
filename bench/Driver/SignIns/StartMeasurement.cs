using System.Diagnostics;
using LeerId.Bench.Driver.Subjects;

namespace LeerId.Bench.Driver.SignIns;

/// <summary>The time from the start of the process to the first successful sign-in, in milliseconds; every run.</summary>
internal sealed record StartResult(string Party, IReadOnlyList<double> Milliseconds);

internal static class StartMeasurement
{
    public static async Task<IReadOnlyList<StartResult>> RunAsync(Stage stage, string storage, Effort effort, Action<string> report)
    {
        Dictionary<string, Func<RelyingParty>> starts = new()
        {
            [RelyingParty.Ours] = () => stage.LeerId(RelyingParty.Ours, storage, nullStore: true, isProbed: false),
            [RelyingParty.AddOpenIdConnect] = () => stage.AddOpenIdConnect(isProbed: false),
        };
        Dictionary<string, List<double>> milliseconds = starts.Keys.ToDictionary(name => name, _ => new List<double>());
        for (int round = 0; round <= effort.StartRounds; round++)
        {
            report($"Starts, round {round} of {effort.StartRounds}");
            foreach ((string name, Func<RelyingParty> start) in round % 2 == 0 ? starts : starts.Reverse())
            {
                long began = Stopwatch.GetTimestamp();
                await using RelyingParty party = start();
                await Stage.SignedInAsync(party);
                // The first start fills the machine's file cache.
                if (round > 0)
                    milliseconds[name].Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }

        return [.. milliseconds.Select(party => new StartResult(party.Key, party.Value))];
    }
}
