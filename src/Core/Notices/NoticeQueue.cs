using System.Text;
using Azure.Storage.Queues;
using LeerId.Storage;

namespace LeerId.Notices;

/// <summary>The queue of what is to be mailed, in the Functions host's account.</summary>
internal sealed class NoticeQueue(StorageAccount host)
{
    private static readonly TimeSpan NeverExpires = TimeSpan.FromSeconds(-1);

    private readonly StorageQueue _queue = host.Queue(QueueNames.Notices);

    public async Task SendAsync(NoticeReference reference, CancellationToken cancellationToken)
    {
        QueueClient queue = await _queue.GetAsync(cancellationToken);
        // Base64 is what Azure's host expects.
        string text = Convert.ToBase64String(Encoding.UTF8.GetBytes(reference.ToString()));
        await queue.SendMessageAsync(text, timeToLive: NeverExpires, cancellationToken: cancellationToken);
    }
}
