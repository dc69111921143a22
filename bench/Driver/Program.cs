using System.Diagnostics;
using System.Globalization;
using LeerId.Bench.Driver;
using LeerId.Bench.Driver.Report;
using LeerId.Bench.Driver.SignIns;

// Without an argument: runs everything, and writes bench/results and docs. `quick FOLDER`: runs everything once and short, as a check.
// `starts`: measures only the starts. `load`: keeps one program busy with sign-ins, for a profiler. `flood`: measures the memory before and
// after a flood. `overload`: runs more sign-ins than storage can handle. Its arguments are storage's requests per second and the sign-ins per
// second. `report`: writes the documents again from the existing results.
try
{
    switch (args)
    {
        case []:
            await MeasureAsync(Places.Results, Effort.Full);
            Publish(Places.Results, Places.Documentation);
            break;
        case ["quick", string folder]:
            await MeasureAsync(folder, Effort.Quick);
            Publish(folder, folder);
            break;
        case ["starts", string rounds]:
            await Measurement.StartAsync(Effort.Full with { StartRounds = (int)Number(rounds) }, Console.WriteLine);
            break;
        case ["load", "ours" or "AddOpenIdConnect", string seconds]:
            await Measurement.LoadAsync(args[1] == "ours", TimeSpan.FromSeconds(Number(seconds)), Console.WriteLine);
            break;
        case ["flood"]:
            await Measurement.FloodAsync(Effort.Full, Console.WriteLine);
            break;
        case ["overload", string storage, string arrivals, string seconds]:
            await OverloadMeasurement.RunAsync(Number(storage), Number(arrivals), TimeSpan.FromSeconds(Number(seconds)), Console.WriteLine);
            break;
        case ["report"]:
            Publish(Places.Results, Places.Documentation);
            break;
        default:
            await Console.Error.WriteLineAsync(
                "Usage: Driver [quick FOLDER | starts ROUNDS | load ours|AddOpenIdConnect SECONDS | flood | overload REQUESTS SIGN-INS SECONDS | report]");
            return 2;
    }

    return 0;
}
catch (Exception exception)
{
    // The runtime's own handler would end this process without ending its child processes.
    await Console.Error.WriteLineAsync(exception.ToString());
    return 1;
}

static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

static async Task MeasureAsync(string folder, Effort effort)
{
    long began = Stopwatch.GetTimestamp();
    await Measurement.RunAsync(folder, effort, step => Console.WriteLine($"{Stopwatch.GetElapsedTime(began).TotalSeconds,5:0} s  {step}"));
    Console.WriteLine($"{Stopwatch.GetElapsedTime(began).TotalSeconds,5:0} s  Done");
}

static void Publish(string results, string documents)
{
    Results loaded = Results.Load(results);
    Publication.Write(loaded, documents);
    Console.WriteLine(PerformanceDocument.Write(loaded));
}
