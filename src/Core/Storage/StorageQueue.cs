using Azure.Storage.Queues;

namespace LeerId.Storage;

/// <summary>A queue that is set up at its first use, once, so that a start needs no storage.</summary>
public sealed class StorageQueue(Lazy<QueueClient> client, StorageSetup setup)
{
    private readonly FirstUse _firstUse = new(() => setup.EnsureAsync(client.Value));

    /// <summary>The queue, set up.</summary>
    /// <exception cref="Azure.RequestFailedException">The queue does not exist, or storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async ValueTask<QueueClient> GetAsync(CancellationToken cancellationToken)
    {
        await _firstUse.WaitAsync(cancellationToken);
        return client.Value;
    }

    /// <summary>Asks for the queue's properties, to see whether it answers.</summary>
    /// <exception cref="Azure.RequestFailedException">The queue does not exist, or storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async Task PingAsync(CancellationToken cancellationToken) =>
        await (await GetAsync(cancellationToken)).GetPropertiesAsync(cancellationToken);
}
