using System.Diagnostics;
using System.Globalization;
using LeerId.Bench.Driver;
using LeerId.Bench.Driver.Report;
using LeerId.Bench.Driver.SignIns;

// Without an argument: everything, into bench/results and docs. `quick FOLDER`: everything once and short, to see that it works.
// `load`: one program under sign-ins, to look at with a profiler. `overload`: more sign-ins than storage
// can take, with the requests that it can take and the sign-ins, both per second. `report`: the documents again, of the results that are there.
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
            await Measurement.LoadAsync(args[1] == "ours", TimeSpan.FromSeconds(Number(seconds)), Console.WriteLine);
            break;
        case ["overload", string storage, string arrivals, string seconds]:
            await OverloadMeasurement.RunAsync(Number(storage), Number(arrivals), TimeSpan.FromSeconds(Number(seconds)), Console.WriteLine);
            break;
        case ["report"]:
            Publish(Places.Results, Places.Documentation);
            break;
        default:
            await Console.Error.WriteLineAsync(
                "Usage: Driver [quick FOLDER | load ours|AddOpenIdConnect SECONDS | overload REQUESTS SIGN-INS SECONDS | report]");
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

static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

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
