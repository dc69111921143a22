using Azure.Data.Tables;

namespace LeerId.Storage;

/// <summary>A table that is set up at its first use, once, so that a start needs no storage.</summary>
internal sealed class StorageTable(TableClient client, StorageSetup setup)
{
    private readonly FirstUse _firstUse = new(() => setup.EnsureAsync(client));

    public async ValueTask<TableClient> GetAsync(CancellationToken cancellationToken)
    {
        await _firstUse.WaitAsync(cancellationToken);
        return client;
    }
}
