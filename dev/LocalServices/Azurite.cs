using System.Text.RegularExpressions;

namespace LeerId.LocalServices;

/// <param name="DataFolder">The folder for the data; null to keep them only in the memory of Azurite.</param>
/// <param name="ExtraAccounts">The number of storage accounts besides the default one.</param>
/// <param name="Progress">Receives progress messages during a slow start.</param>
public sealed record AzuriteOptions(string? DataFolder = null, int ExtraAccounts = 0, Action<string>? Progress = null);

/// <summary>Azure Storage's emulator, on free ports of this machine.</summary>
public sealed partial class Azurite : IAsyncDisposable
{
    private const string Account = "devstoreaccount1";

    // The names are short, because Windows limits the environment variable with all accounts to 32,767 characters.
    private const string ExtraKey = "ZXh0cmE=";

    // Azurite's well-known key, which is not a secret.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly NodeService _service;
    private readonly (Uri Blob, Uri Queue, Uri Table) _endpoints;

    private Azurite(NodeService service, Uri blob, Uri queue, Uri table)
    {
        _service = service;
        _endpoints = (blob, queue, table);
    }

    public Uri BlobEndpoint => new(_endpoints.Blob, Account);

    public Uri QueueEndpoint => new(_endpoints.Queue, Account);

    public Uri TableEndpoint => new(_endpoints.Table, Account);

    public string ConnectionString => ConnectionStringOf(Account, Key);

    /// <summary>The connection string of one of the extra accounts, counted from 1.</summary>
    public string ExtraConnectionString(int number) => ConnectionStringOf(ExtraAccount(number), ExtraKey);

    public int ProcessId => _service.ProcessId;

    public static async Task<Azurite> StartAsync(
        AzuriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        NodePackages packages = await NodePackages.InstallAsync(progress: options?.Progress, cancellationToken: cancellationToken);
        NodeService? service = null;
        try
        {
            TaskCompletionSource<Uri> blob = Awaited(), queue = Awaited(), table = Awaited();
            service = NodeService.Start(
                "Azurite",
                packages.Module("azurite/dist/src/azurite.js"),
                Arguments(options?.DataFolder),
                line =>
                {
                    if (Listening().Match(line) is { Success: true } match)
                        (match.Groups[1].Value switch { "Blob" => blob, "Queue" => queue, _ => table })
                            .TrySetResult(new Uri(match.Groups[2].Value));
                },
                Environment(options?.ExtraAccounts ?? 0));

            Task<Uri[]> ready = Task.WhenAll(blob.Task, queue.Task, table.Task);
            await service.WaitUntilAsync(ready, TimeSpan.FromSeconds(60), cancellationToken);
            return new Azurite(service, await blob.Task, await queue.Task, await table.Task);
        }
        catch
        {
            if (service is not null)
                await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets Azurite save its data and end.</summary>
    public Task StopAsync() => _service.StopAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    private static string[] Arguments(string? folder) =>
    [
        .. folder is null ? (ReadOnlySpan<string>)["--inMemoryPersistence"] : ["--location", folder],
        "--blobHost", "127.0.0.1", "--queueHost", "127.0.0.1", "--tableHost", "127.0.0.1",
        "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
        "--skipApiVersionCheck", "--disableTelemetry", "--silent",
    ];

    private static Dictionary<string, string> Environment(int extraAccounts)
    {
        IEnumerable<string> accounts = Enumerable.Range(1, extraAccounts).Select(number => $"{ExtraAccount(number)}:{ExtraKey}").Prepend($"{Account}:{Key}");
        return new() { ["AZURITE_ACCOUNTS"] = string.Join(';', accounts) };
    }

    private static string ExtraAccount(int number) => $"extra{number}";

    private string ConnectionStringOf(string account, string key) =>
        $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={key};"
        + $"BlobEndpoint={new Uri(_endpoints.Blob, account)};QueueEndpoint={new Uri(_endpoints.Queue, account)};"
        + $"TableEndpoint={new Uri(_endpoints.Table, account)};";

    private static TaskCompletionSource<Uri> Awaited() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [GeneratedRegex("Azurite (Blob|Queue|Table) service is successfully listening at (http://[0-9.]+:[0-9]+)")]
    private static partial Regex Listening();
}
