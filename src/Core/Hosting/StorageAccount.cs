using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace LeerId.Hosting;

/// <summary>
/// One storage account, reached by connection string or by identity. A setting <c>X</c> is a connection string; settings
/// <c>X:accountName</c> (or <c>X:tableServiceUri</c> and <c>X:queueServiceUri</c>) mean identity, with <c>X:clientId</c>
/// for a user-assigned one: the same convention the Functions host has.
/// </summary>
internal sealed class StorageAccount
{
    /// <summary>Where the pupils' data are; the host's own account when not set.</summary>
    public const string Students = "StudentStorage";

    /// <summary>The Functions host's own account, with the queues.</summary>
    public const string Host = "AzureWebJobsStorage";

    private readonly TableServiceClient _tables;
    private readonly TableServiceClient _patientTables;

    public StorageAccount(IConfiguration configuration, string name)
    {
        // An order of magnitude over Azure's usual answer, and short enough for a page within 15 seconds.
        TableClientOptions tableOptions = WithShortPatience(new TableClientOptions());
        TableClientOptions patientOptions = WithLongPatience(new TableClientOptions());
        QueueClientOptions queueOptions = WithShortPatience(new QueueClientOptions());

        if (configuration[name] is { Length: > 0 } connectionString)
        {
            _tables = new TableServiceClient(connectionString, tableOptions);
            _patientTables = new TableServiceClient(connectionString, patientOptions);
            Queues = new QueueServiceClient(connectionString, queueOptions);
            return;
        }

        IConfigurationSection section = configuration.GetSection(name);
        TokenCredential credential = Credential(section);
        _tables = new TableServiceClient(Endpoint(section, "table"), credential, tableOptions);
        _patientTables = new TableServiceClient(Endpoint(section, "table"), credential, patientOptions);
        Queues = new QueueServiceClient(Endpoint(section, "queue"), credential, queueOptions);
    }

    public QueueServiceClient Queues { get; }

    public StorageTable Table(string name) => new(_tables.GetTableClient(name));

    /// <summary>The same table for jobs nobody waits for: a page of a large query takes storage up to five seconds.</summary>
    public StorageTable PatientTable(string name) => new(_patientTables.GetTableClient(name));

    /// <summary>Whether either form of the setting is there.</summary>
    public static bool IsConfigured(IConfiguration configuration, string name) =>
        configuration[name] is { Length: > 0 } || configuration.GetSection(name).GetChildren().Any();

    private static T WithShortPatience<T>(T options)
        where T : ClientOptions
    {
        options.Retry.MaxRetries = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(100);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(500);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(3);
        return options;
    }

    private static T WithLongPatience<T>(T options)
        where T : ClientOptions
    {
        options.Retry.MaxRetries = 3;
        options.Retry.Delay = TimeSpan.FromMilliseconds(400);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(5);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(30);
        return options;
    }

    public static TokenCredential Credential(IConfigurationSection section) => section["clientId"] is { Length: > 0 } clientId
        ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId))
        : new DefaultAzureCredential();

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
