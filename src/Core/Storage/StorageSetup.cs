using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging;

namespace LeerId.Storage;

/// <summary>
/// Makes sure that a table, queue or container exists before it is used. In Development it is created. Everywhere else the deployment of infra/bicep creates
/// it, so a missing one is a fault of the deployment: its name is logged, and the caller gets the exception.
/// </summary>
/// <param name="creates">Whether to create what is missing: in Development only.</param>
/// <param name="logger">Gets the name of what is missing.</param>
public sealed partial class StorageSetup(bool creates, ILogger<StorageSetup> logger)
{
    /// <summary>Creates a table, or checks that it exists.</summary>
    /// <exception cref="RequestFailedException">The table does not exist, or storage refused.</exception>
    public async Task EnsureAsync(TableClient table)
    {
        if (creates)
            await table.CreateIfNotExistsAsync();
        else
            await CheckAsync("table", table.Name, () => AskAsync(table, CancellationToken.None));
    }

    /// <summary>Asks a table for a row that it can't have.</summary>
    /// <returns>When storage answered, by its own clock; null if the answer doesn't say so.</returns>
    internal static async Task<DateTimeOffset?> AskAsync(TableClient table, CancellationToken cancellationToken)
    {
        // No row has an empty partition key, so the answer is empty however large the table is.
        Page<TableEntity>? page = await table.QueryAsync<TableEntity>("PartitionKey eq ''", maxPerPage: 1, cancellationToken: cancellationToken)
            .AsPages().FirstOrDefaultAsync(cancellationToken);
        return page?.GetRawResponse().Headers.Date;
    }

    /// <summary>Creates a queue, or checks that it exists.</summary>
    /// <exception cref="RequestFailedException">The queue does not exist, or storage refused.</exception>
    public async Task EnsureAsync(QueueClient queue)
    {
        if (creates)
            await queue.CreateIfNotExistsAsync();
        else
            await CheckAsync("queue", queue.Name, async () => await queue.GetPropertiesAsync());
    }

    /// <summary>Creates a container, or checks that it exists.</summary>
    /// <exception cref="RequestFailedException">The container does not exist, or storage refused.</exception>
    public async Task EnsureAsync(BlobContainerClient container)
    {
        if (creates)
            await container.CreateIfNotExistsAsync();
        else
            await CheckAsync("container", container.Name, async () => await container.GetPropertiesAsync());
    }

    private async Task CheckAsync(string kind, string name, Func<Task> ask)
    {
        try
        {
            await ask();
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            LogMissing(kind, name);
            throw;
        }
    }

    [LoggerMessage(EventId = 5003, Level = LogLevel.Error, Message = "The {Kind} {Name} does not exist. Deploy infra/bicep, which creates it")]
    private partial void LogMissing(string kind, string name);
}
