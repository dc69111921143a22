using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LeerId.Bench.Driver.Subjects;

namespace LeerId.Bench.Driver.Worker;

/// <summary>The start of a worker process, up to its first message to the Functions host; every run.</summary>
/// <param name="Worker">The name in the tables.</param>
/// <param name="Milliseconds">The time from the start of the process.</param>
/// <param name="CpuMilliseconds">The processor time up to then.</param>
internal sealed record WorkerResult(string Worker, IReadOnlyList<double> Milliseconds, IReadOnlyList<double> CpuMilliseconds);

/// <summary>Starts the published Function app and a minimal one in turn, as the Functions host does, without that host.</summary>
internal static class WorkerMeasurement
{
    public const string Ours = "LeerID Functions";
    public const string Minimal = "minimal app";

    private const string MaximumMessageBytes = "134217728";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);

    public static async Task<IReadOnlyList<WorkerResult>> RunAsync(Effort effort, Action<string> report)
    {
        await using FunctionsHostDouble host = await FunctionsHostDouble.StartAsync();
        IReadOnlyDictionary<string, string> settings = Settings();
        Dictionary<string, string> assemblies = new() { [Ours] = Places.FunctionApp, [Minimal] = Places.Program("MinimalWorker") + ".dll" };
        Dictionary<string, List<(double Wall, double Cpu)>> runs = assemblies.Keys.ToDictionary(name => name, _ => new List<(double, double)>());
        for (int round = 0; round <= effort.StartRounds; round++)
        {
            report($"Starts of the worker, round {round} of {effort.StartRounds}");
            foreach ((string name, string assembly) in round % 2 == 0 ? assemblies : assemblies.Reverse())
            {
                (double, double) run = await StartAsync(host, assembly, settings);
                // The first start fills the machine's file cache.
                if (round > 0)
                    runs[name].Add(run);
            }
        }

        return [.. runs.Select(run => new WorkerResult(run.Key, [.. run.Value.Select(each => each.Wall)], [.. run.Value.Select(each => each.Cpu)]))];
    }

    private static async Task<(double Wall, double Cpu)> StartAsync(FunctionsHostDouble host, string assembly, IReadOnlyDictionary<string, string> settings)
    {
        Task<long> firstMessage = host.NextWorkerAsync();
        string[] arguments =
        [
            assembly, "--functions-uri", host.Address.AbsoluteUri, "--functions-worker-id", "bench", "--functions-request-id", "bench",
            "--functions-grpc-max-message-length", MaximumMessageBytes,
        ];
        long began = Stopwatch.GetTimestamp();
        await using ChildProcess worker = ChildProcess.Start("dotnet", arguments, settings);
        long arrived = await firstMessage.WaitAsync(StartTimeout, TimeProvider.System);
        return (Stopwatch.GetElapsedTime(began, arrived).TotalMilliseconds, ProcessFigures.CpuMilliseconds(worker.Id));
    }

    // The sample settings, with the values that production needs. Accounts and the key vault are reached by identity, so nothing is asked of them
    // before the first message.
    private static Dictionary<string, string> Settings()
    {
        using JsonDocument sample = JsonDocument.Parse(File.ReadAllText(Path.Combine(Places.Root, "local.settings.sample.json")));
        Dictionary<string, string> settings = sample.RootElement.GetProperty("Values").EnumerateObject()
            .Where(value => value.Value.GetString() is { Length: > 0 } && !value.Name.EndsWith("Storage", StringComparison.Ordinal))
            .ToDictionary(value => value.Name, value => value.Value.GetString()!);
        settings["AZURE_FUNCTIONS_ENVIRONMENT"] = "Production";
        settings["KeyVault__Uri"] = "https://bench.vault.azure.net/";
        settings["Acm__RedirectUri"] = "https://leerid.uitgever.example/acm/callback";
        settings["Applications__0__RedirectUris__0"] = "https://app.uitgever.example/signin-oidc";
        settings["Applications__0__PostLogoutRedirectUris__0"] = "https://app.uitgever.example/signout-callback-oidc";
        settings["Applications__0__InitiateLoginUri"] = "https://app.uitgever.example/sign-in";
        foreach (string account in new[] { "AzureWebJobsStorage", "StudentStorage", "ArchiveStorage" })
        {
            settings[$"{account}__accountName"] = "bench";
            settings[$"{account}__clientId"] = Guid.Empty.ToString();
        }

        string today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).ToString("O", CultureInfo.InvariantCulture);
        string later = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddYears(1).ToString("O", CultureInfo.InvariantCulture);
        foreach (string assessment in new[] { "RiskAssessment", "ImpactAssessment" })
        {
            settings[$"Register__{assessment}__Where"] = "bench";
            settings[$"Register__{assessment}__Date"] = today;
            settings[$"Register__{assessment}__NextReview"] = later;
        }

        return settings;
    }
}
