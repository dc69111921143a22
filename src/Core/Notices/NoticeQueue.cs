using System.Text;
using Azure.Storage.Queues;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Notices;

/// <summary>The queue of what is to be mailed, in the Functions host's account; made at its first use.</summary>
public sealed class NoticeQueue([FromKeyedServices(StorageAccount.Host)] StorageAccount host)
{
    private static readonly TimeSpan NeverExpires = TimeSpan.FromSeconds(-1);

    private readonly Lock _lock = new();
    private QueueClient? _client;
    private Task? _creation;

    /// <summary>Queues the reference of a notice. The message holds nothing else.</summary>
    public async Task SendAsync(NoticeReference reference, CancellationToken cancellationToken)
    {
        Task creation;
        lock (_lock)
        {
            _client ??= host.Queues.GetQueueClient(NoticeRegister.QueueName);
            if (_creation is null or { IsFaulted: true } or { IsCanceled: true })
                _creation = _client.CreateIfNotExistsAsync(cancellationToken: CancellationToken.None);
            creation = _creation;
        }

        await creation.WaitAsync(cancellationToken);
        // Base64 is what Azure's host expects.
        string text = Convert.ToBase64String(Encoding.UTF8.GetBytes(reference.ToString()));
        await _client.SendMessageAsync(text, timeToLive: NeverExpires, cancellationToken: cancellationToken);
    }
}
