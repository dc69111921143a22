using System.Diagnostics;
using LeerId.Bench.Driver.Subjects;

namespace LeerId.Bench.Driver.SignIns;

/// <summary>The starts of a program until pupils are signed in, in milliseconds from the start of the process; every run.</summary>
/// <param name="Party">The name in the tables.</param>
/// <param name="Milliseconds">Until one pupil, who was alone, is signed in.</param>
/// <param name="ClassFirst">Until the first pupil of a class that signs in at once is signed in.</param>
/// <param name="ClassLast">Until the last pupil of that class is signed in.</param>
internal sealed record StartResult(
    string Party, IReadOnlyList<double> Milliseconds, IReadOnlyList<double> ClassFirst, IReadOnlyList<double> ClassLast);

/// <summary>Starts ours and AddOpenIdConnect in turn, and signs in one pupil, or a class at once, as soon as the program accepts connections.</summary>
internal static class StartMeasurement
{
    /// <summary>The number of pupils of a class.</summary>
    public const int ClassSize = 25;

    public static async Task<IReadOnlyList<StartResult>> RunAsync(Stage stage, string storage, Effort effort, Action<string> report)
    {
        Dictionary<string, Func<RelyingParty>> parties = new()
        {
            [RelyingParty.Ours] = () => stage.LeerId(RelyingParty.Ours, storage, nullStore: true, isProbed: false),
            [RelyingParty.AddOpenIdConnect] = () => stage.AddOpenIdConnect(isProbed: false),
        };
        Dictionary<string, List<double>> alone = Lists(), first = Lists(), last = Lists();
        for (int round = 0; round <= effort.StartRounds; round++)
        {
            report($"Starts, round {round} of {effort.StartRounds}");
            foreach ((string name, Func<RelyingParty> start) in round % 2 == 0 ? parties : parties.Reverse())
            {
                double[] pupil = await StartAsync(start, pupils: 1), pupils = await StartAsync(start, ClassSize);
                // The first start fills the machine's file cache.
                if (round == 0)
                    continue;
                alone[name].Add(pupil[0]);
                first[name].Add(pupils[0]);
                last[name].Add(pupils[^1]);
            }
        }

        return [.. parties.Keys.Select(name => new StartResult(name, alone[name], first[name], last[name]))];

        Dictionary<string, List<double>> Lists() => parties.Keys.ToDictionary(name => name, _ => new List<double>());
    }

    // The times at which the pupils are signed in, in order.
    private static async Task<double[]> StartAsync(Func<RelyingParty> start, int pupils)
    {
        long began = Stopwatch.GetTimestamp();
        await using RelyingParty party = start();
        await Stage.ListensAsync(party);
        double[] times = await Task.WhenAll(Enumerable.Range(0, pupils).Select(async _ =>
        {
            using SignInBrowser browser = new();
            await browser.SignInAsync(party);
            return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }));
        return [.. times.Order()];
    }
}
