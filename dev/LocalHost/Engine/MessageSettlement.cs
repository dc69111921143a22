using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace LeerId.LocalHost.Engine;

/// <summary>Settles a message after its function has run: deletes it, releases it for a retry, or moves it to the poison queue.</summary>
internal sealed class MessageSettlement(
    QueueServiceClient service, string queueName, QueueOptions options, ILogger logger)
{
    private const string Suffix = "-poison";
    private const int MaximumNameLength = 63;

    private readonly QueueClient _queue = service.GetQueueClient(queueName);

    private readonly QueueClient? _poison =
        queueName.EndsWith(Suffix, StringComparison.Ordinal) || queueName.Length + Suffix.Length > MaximumNameLength
            ? null
            : service.GetQueueClient(queueName + Suffix);

    public async Task SettleAsync(QueueMessage message, bool succeeded)
    {
        if (succeeded)
            await DeleteAsync(message);
        // As in Azure, the message isn't released. So it is retried only after its visibility timeout, and not in a fast loop.
        else if (_poison is null)
            LogIfLastTry(message);
        else if (message.DequeueCount >= options.MaxDequeueCount)
            await PoisonAsync(message);
        else
            await ReleaseAsync(message);
    }

    /// <summary>
    /// Moves a message to the poison queue. If there is none, the message stays hidden until its visibility timeout ends, and finally expires.
    /// </summary>
    public async Task PoisonAsync(QueueMessage message)
    {
        if (_poison is null)
        {
            LogIfLastTry(message);
            return;
        }

        EngineLog.Poisoned(logger, message.MessageId, queueName, _poison.Name, message.DequeueCount);
        await _poison.CreateIfNotExistsAsync();
        await _poison.SendMessageAsync(message.Body);
        await DeleteAsync(message);
    }

    private void LogIfLastTry(QueueMessage message)
    {
        if (message.DequeueCount >= options.MaxDequeueCount)
            EngineLog.NoPoisonQueue(logger, message.MessageId, queueName, message.DequeueCount);
    }

    private Task DeleteAsync(QueueMessage message) =>
        UnlessTakenAsync(() => _queue.DeleteMessageAsync(message.MessageId, message.PopReceipt));

    private Task ReleaseAsync(QueueMessage message) => UnlessTakenAsync(() => _queue.UpdateMessageAsync(
        message.MessageId, message.PopReceipt, visibilityTimeout: options.VisibilityTimeout));

    // If another receiver has the message now, that receiver settles it. If the message no longer exists, nothing remains to be done.
    private static async Task UnlessTakenAsync(Func<Task> settle)
    {
        try
        {
            await settle();
        }
        catch (RequestFailedException exception)
            when (exception.ErrorCode == QueueErrorCode.PopReceiptMismatch || exception.Status is 404 or 409)
        {
        }
    }
}
