using System.Text;
using System.Text.Unicode;
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
        // An earlier version, which the pipeline puts back if a deployment fails, reads nothing else than base64.
        string text = Convert.ToBase64String(Encoding.UTF8.GetBytes(reference.ToString()));
        await queue.SendMessageAsync(text, timeToLive: NeverExpires, cancellationToken: cancellationToken);
    }

    /// <summary>
    /// What a message says: the text in its base64, or else the message itself. host.json leaves this to the app (<c>messageEncoding</c> is <c>none</c>),
    /// because Azure's host calls no function for a message that it can't decode, neither on the queue nor on its poison queue.
    /// </summary>
    /// <param name="message">The text of the message as it is in the queue.</param>
    internal static string Read(string message)
    {
        byte[] bytes = new byte[message.Length];
        return Convert.TryFromBase64String(message, bytes, out int length) && Utf8.IsValid(bytes.AsSpan(0, length))
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : message;
    }
}
