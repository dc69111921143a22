using System.Globalization;
using Azure.Storage.Queues;

namespace LeerId.LocalHost.Engine;

/// <summary>What of host.json this host heeds; a setting AzureFunctionsJobHost:x:y wins over x.y in the file, as in Azure.</summary>
internal sealed record HostJson
{
    /// <summary>"api" unless the file says otherwise.</summary>
    public required string RoutePrefix { get; init; }

    /// <summary>Null: no limit.</summary>
    public required TimeSpan? FunctionTimeout { get; init; }

    public required QueueOptions Queues { get; init; }

    public static HostJson Read(string path, IConfiguration settings)
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

/// <summary>extensions.queues; the visibility timeout is how long a failed message stays hidden before the next try.</summary>
internal sealed record QueueOptions(
    QueueMessageEncoding MessageEncoding,
    int BatchSize,
    int NewBatchThreshold,
    int MaxDequeueCount,
    TimeSpan VisibilityTimeout,
    TimeSpan MaxPollingInterval);
