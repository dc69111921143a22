using Azure.Data.Tables;

namespace LeerId.Storage;

/// <summary>A table that is made at its first use, once, so that a start needs no storage.</summary>
public sealed class StorageTable(TableClient client)
{
    private readonly Lock _lock = new();
    private Task? _creation;

    /// <summary>The table, made at its first use.</summary>
    public async ValueTask<TableClient> GetAsync(CancellationToken cancellationToken)
    {
        Task creation;
        lock (_lock)
        {
            if (_creation is null or { IsFaulted: true } or { IsCanceled: true })
                _creation = client.CreateIfNotExistsAsync(CancellationToken.None);
            creation = _creation;
        }

        if (!creation.IsCompletedSuccessfully)
            await creation.WaitAsync(cancellationToken);
        return client;
    }
}
