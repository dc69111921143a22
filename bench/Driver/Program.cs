using System.Diagnostics;
using System.Globalization;
using LeerId.Bench.Driver;
using LeerId.Bench.Driver.Report;

// Without an argument: everything, into bench/results and docs. `quick FOLDER`: everything once and short, to see that it works.
// `load`: one program under sign-ins, to look at with a profiler. `report`: the documents again, of the results that are there.
try
{
    switch (args)
    {
        case []:
            (await MeasureAsync(Effort.Full)).Save(Places.Results);
            Publish(Places.Results, Places.Documentation);
            break;
        case ["quick", string folder]:
            (await MeasureAsync(Effort.Quick)).Save(folder);
            Publish(folder, folder);
            break;
        case ["load", "ours" or "AddOpenIdConnect", string seconds]:
            await Measurement.LoadAsync(args[1] == "ours", TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)), Console.WriteLine);
            break;
        case ["report"]:
            Publish(Places.Results, Places.Documentation);
            break;
        default:
            await Console.Error.WriteLineAsync("Usage: Driver [quick FOLDER | load ours|AddOpenIdConnect SECONDS | report]");
            return 2;
    }

    return 0;
}
catch (Exception exception)
{
    // Not left to the runtime, which would end this process without ending those it started.
    await Console.Error.WriteLineAsync(exception.ToString());
    return 1;
}

static async Task<Results> MeasureAsync(Effort effort)
{
    long began = Stopwatch.GetTimestamp();
    Results results = await Measurement.RunAsync(effort, step => Console.WriteLine($"{Stopwatch.GetElapsedTime(began).TotalSeconds,5:0} s  {step}"));
    Console.WriteLine($"{Stopwatch.GetElapsedTime(began).TotalSeconds,5:0} s  Done");
    return results;
}

static void Publish(string results, string documents)
{
    Results loaded = Results.Load(results);
    Publication.Write(loaded, documents);
    Console.WriteLine(PerformanceDocument.Write(loaded));
}
