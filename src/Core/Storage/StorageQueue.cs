using Azure.Storage.Queues;

namespace LeerId.Storage;

/// <summary>A queue that is set up at its first use, once, so that a start needs no storage.</summary>
internal sealed class StorageQueue(Lazy<QueueClient> client, StorageSetup setup)
{
    private readonly FirstUse _firstUse = new(() => setup.EnsureAsync(client.Value));

    public async ValueTask<QueueClient> GetAsync(CancellationToken cancellationToken)
    {
        await _firstUse.WaitAsync(cancellationToken);
        return client.Value;
    }
}
