using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace LeerId.Storage;

/// <summary>
/// One storage account, reached by connection string or by identity. A setting <c>X</c> is a connection string; settings
/// <c>X:accountName</c> (or <c>X:tableServiceUri</c>, <c>X:queueServiceUri</c> and <c>X:blobServiceUri</c>) mean identity, with
/// <c>X:clientId</c> for a user-assigned one. The Functions host has the same convention.
/// </summary>
public sealed class StorageAccount
{
    /// <summary>The account with the pupils' data; the host's own account when not set.</summary>
    public const string Students = "StudentStorage";

    /// <summary>The Functions host's own account, with the queues.</summary>
    public const string Host = "AzureWebJobsStorage";

    /// <summary>The pupils' data, for work that nobody waits for.</summary>
    public const string StudentsUnattended = "StudentStorage, unattended";

    /// <summary>The archive, for work that nobody waits for; the host's own account when not set.</summary>
    public const string Archive = "ArchiveStorage";

    private readonly StorageSetup _setup;
    // Not every account has tables, queues and blobs: the address of a service is asked for when it is needed.
    private readonly Lazy<TableServiceClient> _tables;
    private readonly Lazy<QueueServiceClient> _queues;
    private readonly Lazy<BlobServiceClient> _blobs;

    /// <param name="configuration">The settings.</param>
    /// <param name="name">Which account.</param>
    /// <param name="retry">The limits of waiting for the account.</param>
    /// <param name="setup">Sees to its tables, queues and containers before their first use.</param>
    /// <param name="transport">What carries the requests; null for HTTP as the storage clients do it.</param>
    /// <param name="gate">What the requests of people pass through; null for work that nobody waits for.</param>
    public StorageAccount(
        IConfiguration configuration, string name, StorageRetryOptions retry, StorageSetup setup, HttpPipelineTransport? transport = null,
        StorageGate? gate = null)
    {
        _setup = setup;
        TableClientOptions tableOptions = With(retry, new TableClientOptions(), gate);
        // The time of a write counts from when the gate lets it through.
        tableOptions.AddPolicy(TimedWrite.Policy, HttpPipelinePosition.PerRetry);
        QueueClientOptions queueOptions = With(retry, new QueueClientOptions(), gate);
        BlobClientOptions blobOptions = With(retry, new BlobClientOptions(), gate);
        if (transport is not null)
            tableOptions.Transport = queueOptions.Transport = blobOptions.Transport = transport;

        if (configuration[name] is { Length: > 0 } connectionString)
        {
            _tables = new(() => new TableServiceClient(connectionString, tableOptions));
            _queues = new(() => new QueueServiceClient(connectionString, queueOptions));
            _blobs = new(() => new BlobServiceClient(connectionString, blobOptions));
            return;
        }

        IConfigurationSection section = configuration.GetSection(name);
        TokenCredential credential = ManagedIdentity.Credential(section["clientId"]);
        _tables = new(() => new TableServiceClient(Endpoint(section, "table"), credential, tableOptions));
        _queues = new(() => new QueueServiceClient(Endpoint(section, "queue"), credential, queueOptions));
        _blobs = new(() => new BlobServiceClient(Endpoint(section, "blob"), credential, blobOptions));
    }

    /// <summary>The account's queues.</summary>
    public QueueServiceClient Queues => _queues.Value;

    /// <summary>A table of the account.</summary>
    public StorageTable Table(TableName name) => new(_tables.Value.GetTableClient(name.ToString()), _setup);

    /// <summary>A queue of the account.</summary>
    /// <param name="name">One of <see cref="QueueNames"/>.</param>
    public StorageQueue Queue(string name) => new(new Lazy<QueueClient>(() => Queues.GetQueueClient(name)), _setup);

    /// <summary>A blob container of the account.</summary>
    public StorageContainer Container(string name) => new(new Lazy<BlobContainerClient>(() => _blobs.Value.GetBlobContainerClient(name)), _setup);

    /// <summary>Whether the setting is present in either form.</summary>
    public static bool IsConfigured(IConfiguration configuration, string name) =>
        configuration[name] is { Length: > 0 } || configuration.GetSection(name).GetChildren().Any();

    /// <summary>Whether the account is reached by identity and not with a connection string, which holds a key.</summary>
    public static bool IsByIdentity(IConfiguration configuration, string name) => configuration[name] is not { Length: > 0 };

    /// <summary>Whether the setting can be used, as far as that shows without asking storage.</summary>
    public static bool IsUsable(IConfiguration configuration, string name)
    {
        try
        {
            bool isArchive = name == Archive;
            // The clients read connection strings. With an identity only the address can be wrong, so a cold start needs no client to check it.
            if (configuration[name] is not { Length: > 0 } connectionString)
                _ = Endpoint(configuration.GetSection(name), isArchive ? "blob" : "table");
            else if (isArchive)
                _ = new BlobServiceClient(connectionString);
            else
                _ = new TableServiceClient(connectionString);
            return true;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Sets the timeout and the retries of a client, and the gate that each of its tries passes through.</summary>
    public static T With<T>(StorageRetryOptions retry, T options, StorageGate? gate = null)
        where T : ClientOptions
    {
        options.RetryPolicy = new BoundedRetry(retry, gate?.Retries);
        options.Retry.NetworkTimeout = retry.Answer;
        if (gate is not null)
            options.AddPolicy(gate, HttpPipelinePosition.PerRetry);
        return options;
    }

    private static Uri Endpoint(IConfigurationSection section, string service)
    {
        if (section[$"{service}ServiceUri"] is { Length: > 0 } address)
            return new Uri(address);
        if (section["accountName"] is { Length: > 0 } account)
            return new Uri($"https://{account}.{service}.core.windows.net");
        throw new InvalidOperationException(
            $"{section.Key} is not set: give a connection string, or {section.Key}:accountName for identity.");
    }
}
