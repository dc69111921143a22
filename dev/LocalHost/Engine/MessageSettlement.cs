using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace LeerId.LocalHost.Engine;

/// <summary>Deletes, releases or poisons a message after its function has run.</summary>
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
        else if (_poison is null)
            GiveUpAfterLastTry(message);
        else if (message.DequeueCount >= options.MaxDequeueCount)
            await PoisonAsync(message);
        else
            await ReleaseAsync(message);
    }

    /// <summary>
    /// Moves a message to the poison queue. Without a poison queue, the message stays hidden until its visibility timeout, and finally expires.
    /// </summary>
    public async Task PoisonAsync(QueueMessage message)
    {
        if (_poison is null)
        {
            GiveUpAfterLastTry(message);
            return;
        }

        EngineLog.Poisoned(logger, message.MessageId, queueName, _poison.Name, message.DequeueCount);
        await _poison.CreateIfNotExistsAsync();
        await _poison.SendMessageAsync(message.Body);
        await DeleteAsync(message);
    }

    // The message is not released, because an immediate retry without a limit would keep the function busy.
    private void GiveUpAfterLastTry(QueueMessage message)
    {
        if (message.DequeueCount >= options.MaxDequeueCount)
            EngineLog.GivenUp(logger, message.MessageId, queueName, message.DequeueCount);
    }

    private Task DeleteAsync(QueueMessage message) =>
        UnlessTakenAsync(() => _queue.DeleteMessageAsync(message.MessageId, message.PopReceipt));

    private Task ReleaseAsync(QueueMessage message) => UnlessTakenAsync(() => _queue.UpdateMessageAsync(
        message.MessageId, message.PopReceipt, visibilityTimeout: options.VisibilityTimeout));

    // Another receiver has the message now, or it no longer exists. Then this receiver must not settle it.
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
