using System.Globalization;
using Azure.Storage.Queues;

namespace LeerId.LocalHost.Engine;

/// <summary>
/// The settings of host.json that LocalHost supports. As in Azure, a setting AzureFunctionsJobHost:x:y takes precedence over x.y in the file.
/// </summary>
internal sealed record HostJson
{
    /// <summary>The first part of every function's address; "api" by default.</summary>
    public required string RoutePrefix { get; init; }

    /// <summary>The maximum duration of a function; null for no limit, if host.json has no positive duration.</summary>
    public required TimeSpan? FunctionTimeout { get; init; }

    public required QueueOptions Queues { get; init; }

    /// <exception cref="LocalHostException">The file isn't JSON, or a setting of the queues has an invalid value.</exception>
    public static HostJson Read(string path, IConfiguration settings)
    {
        try
        {
            return ReadUnchecked(path, settings);
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException or ArgumentException)
        {
            throw new LocalHostException($"host.json can't be used: {exception.Message}", exception);
        }
    }

    private static HostJson ReadUnchecked(string path, IConfiguration settings)
    {
        IConfiguration host = new ConfigurationBuilder()
            .AddJsonFile(path, optional: true)
            .AddConfiguration(settings.GetSection("AzureFunctionsJobHost"))
            .Build();
        bool development = settings["AZURE_FUNCTIONS_ENVIRONMENT"] == Environments.Development;
        IConfigurationSection queues = host.GetSection("extensions:queues");
        int batchSize = queues.GetValue("batchSize", 16);
        return new HostJson
        {
            RoutePrefix = (host["extensions:http:routePrefix"] ?? "api").Trim('/'),
            FunctionTimeout = TimeSpan.TryParse(host["functionTimeout"], CultureInfo.InvariantCulture, out TimeSpan timeout)
                && timeout > TimeSpan.Zero ? timeout : null,
            Queues = new QueueOptions(
                queues.GetValue("messageEncoding", QueueMessageEncoding.Base64),
                batchSize,
                queues.GetValue("newBatchThreshold", batchSize / 2),
                queues.GetValue("maxDequeueCount", 5),
                queues.GetValue("visibilityTimeout", TimeSpan.Zero),
                queues.GetValue("maxPollingInterval", development ? TimeSpan.FromSeconds(2) : TimeSpan.FromMinutes(1))),
        };
    }
}

/// <summary>The section extensions.queues of host.json. Its visibility timeout is the time before a failed message is retried.</summary>
internal sealed record QueueOptions(
    QueueMessageEncoding MessageEncoding,
    int BatchSize,
    int NewBatchThreshold,
    int MaxDequeueCount,
    TimeSpan VisibilityTimeout,
    TimeSpan MaxPollingInterval)
{
    public int BatchSize { get; } = BatchSize is >= 1 and <= 32
        ? BatchSize
        : throw new ArgumentException($"extensions.queues.batchSize is {BatchSize} and must be 1 to 32.");

    public int NewBatchThreshold { get; } = NewBatchThreshold >= 0
        ? NewBatchThreshold
        : throw new ArgumentException($"extensions.queues.newBatchThreshold is {NewBatchThreshold} and must be 0 or more.");

    public int MaxDequeueCount { get; } = MaxDequeueCount >= 1
        ? MaxDequeueCount
        : throw new ArgumentException($"extensions.queues.maxDequeueCount is {MaxDequeueCount} and must be 1 or more.");

    public TimeSpan MaxPollingInterval { get; } = MaxPollingInterval >= TimeSpan.FromMilliseconds(100)
        ? MaxPollingInterval
        : throw new ArgumentException($"extensions.queues.maxPollingInterval is {MaxPollingInterval} and must be 00:00:00.100 or more.");
}
