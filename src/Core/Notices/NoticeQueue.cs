using System.Text;
using Azure.Storage.Queues;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Notices;

/// <summary>The queue of what is to be mailed, in the Functions host's account.</summary>
public sealed class NoticeQueue([FromKeyedServices(StorageAccount.Host)] StorageAccount host)
{
    private static readonly TimeSpan NeverExpires = TimeSpan.FromSeconds(-1);

    private readonly StorageQueue _queue = host.Queue(QueueNames.Notices);

    /// <summary>Whether the queue answers: throws if it doesn't.</summary>
    internal Task PingAsync(CancellationToken cancellationToken) => _queue.PingAsync(cancellationToken);

    /// <summary>Queues the reference of a notice. The message holds nothing else.</summary>
    public async Task SendAsync(NoticeReference reference, CancellationToken cancellationToken)
    {
        QueueClient queue = await _queue.GetAsync(cancellationToken);
        // Base64 is what Azure's host expects.
        string text = Convert.ToBase64String(Encoding.UTF8.GetBytes(reference.ToString()));
        await queue.SendMessageAsync(text, timeToLive: NeverExpires, cancellationToken: cancellationToken);
    }
}
