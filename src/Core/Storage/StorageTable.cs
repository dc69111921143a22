using Azure.Data.Tables;

namespace LeerId.Storage;

/// <summary>A table that is set up at its first use, once, so that a start needs no storage.</summary>
public sealed class StorageTable(TableClient client, StorageSetup setup)
{
    private readonly FirstUse _firstUse = new(() => setup.EnsureAsync(client));

    /// <summary>The table, set up.</summary>
    /// <exception cref="Azure.RequestFailedException">The table does not exist, or storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async ValueTask<TableClient> GetAsync(CancellationToken cancellationToken)
    {
        await _firstUse.WaitAsync(cancellationToken);
        return client;
    }

    /// <summary>Asks the table for a row that it can't have, to see whether it answers.</summary>
    /// <exception cref="Azure.RequestFailedException">The table does not exist, or storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async Task PingAsync(CancellationToken cancellationToken)
    {
        TableClient table = await GetAsync(cancellationToken);
        await StorageSetup.AskAsync(table, cancellationToken);
    }
}
