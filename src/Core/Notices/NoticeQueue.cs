using System.Text;
using System.Text.Unicode;
using Azure.Storage.Queues;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Notices;

/// <summary>The queue of notices to mail, in the storage account of the Functions host.</summary>
public sealed class NoticeQueue([FromKeyedServices(StorageAccount.Host)] StorageAccount host)
{
    private static readonly TimeSpan NeverExpires = TimeSpan.FromSeconds(-1);

    private readonly StorageQueue _queue = host.Queue(QueueNames.Notices);

    /// <summary>Checks that the queue is available, and throws if it isn't.</summary>
    internal Task PingAsync(CancellationToken cancellationToken) => _queue.PingAsync(cancellationToken);

    /// <summary>Queues the reference of a notice. The message contains nothing else.</summary>
    public async Task SendAsync(NoticeReference reference, CancellationToken cancellationToken)
    {
        QueueClient queue = await _queue.GetAsync(cancellationToken);
        // If a deployment fails, the pipeline redeploys the previous version, which reads only base64.
        string text = Convert.ToBase64String(Encoding.UTF8.GetBytes(reference.ToString()));
        await queue.SendMessageAsync(text, timeToLive: NeverExpires, cancellationToken: cancellationToken);
    }

    /// <summary>
    /// Reads the text of a message: decoded if it is base64, unchanged otherwise. host.json leaves the decoding to the app (<c>messageEncoding</c> is
    /// <c>none</c>), because Azure's host calls no function for a message that it can't decode, neither on the queue nor on its poison queue.
    /// </summary>
    /// <param name="message">The text of the message in the queue.</param>
    internal static string Read(string message)
    {
        byte[] bytes = new byte[message.Length];
        return Convert.TryFromBase64String(message, bytes, out int length) && Utf8.IsValid(bytes.AsSpan(0, length))
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : message;
    }
}
