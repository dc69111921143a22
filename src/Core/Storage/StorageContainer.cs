using Azure.Storage.Blobs;

namespace LeerId.Storage;

/// <summary>A blob container that is set up at its first use, once, so that a start needs no storage.</summary>
public sealed class StorageContainer(Lazy<BlobContainerClient> client, StorageSetup setup)
{
    private readonly FirstUse _firstUse = new(() => setup.EnsureAsync(client.Value));

    /// <summary>The container, set up.</summary>
    /// <exception cref="Azure.RequestFailedException">The container does not exist, or storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async ValueTask<BlobContainerClient> GetAsync(CancellationToken cancellationToken)
    {
        await _firstUse.WaitAsync(cancellationToken);
        return client.Value;
    }
}
