using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace LeerId.LocalHost.Engine;

/// <summary>Keeps a message hidden from other receivers while its function runs.</summary>
internal sealed class VisibilityExtension : IAsyncDisposable
{
    private readonly QueueClient _queue;
    private readonly TimeSpan _lease;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _loop;
    private QueueMessage _message;

    public VisibilityExtension(QueueClient queue, QueueMessage message, TimeSpan lease, ILogger logger)
    {
        (_queue, _message, _lease, _logger) = (queue, message, lease, logger);
        _loop = LoopAsync();
    }

    /// <summary>Ends the extension. Returns the message with its latest receipt, which is needed to delete it.</summary>
    public async Task<QueueMessage> StopAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
        return _message;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }

    private async Task LoopAsync()
    {
        try
        {
            TimeSpan wait = _lease / 2;
            while (true)
            {
                await Task.Delay(wait, TimeProvider.System, _stopping.Token);
                wait = await TryExtendAsync() ? _lease / 2 : _lease / 10;
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
        catch (RequestFailedException exception)
        {
            // Storage rejects the receipt, so another receiver settles the message, or the message no longer exists.
            EngineLog.VisibilityLost(_logger, _message.MessageId, _queue.Name, exception);
        }
    }

    private async Task<bool> TryExtendAsync()
    {
        try
        {
            UpdateReceipt receipt = await _queue.UpdateMessageAsync(
                _message.MessageId, _message.PopReceipt, visibilityTimeout: _lease, cancellationToken: CancellationToken.None);
            _message = _message.Update(receipt);
            EngineLog.VisibilityExtended(_logger, _message.MessageId, _queue.Name);
            return true;
        }
        catch (Exception exception) when (exception is not RequestFailedException { Status: 400 or 404 or 409 })
        {
            EngineLog.VisibilityNotYetExtended(_logger, _message.MessageId, _queue.Name, exception);
            return false;
        }
    }
}
