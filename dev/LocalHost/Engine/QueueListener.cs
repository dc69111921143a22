using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace LeerId.LocalHost.Engine;

/// <summary>Runs one function for the messages of its queue. Retries and visibility follow the rules of Azure's storage extension.</summary>
internal sealed class QueueListener : IAsyncDisposable
{
    private readonly QueueFunction _function;
    private readonly FunctionInvoker _invoker;
    private readonly QueueOptions _options;
    private readonly MessageSettlement _settlement;
    private readonly QueueClient _queue;

    // Other receivers don't see a received message during this time. While the function runs, the time is extended whenever half of it has passed.
    private readonly TimeSpan _lease;

    private readonly ILogger _logger;
    private readonly PollingDelay _delay;
    private readonly HashSet<Task> _running = [];
    private readonly CancellationTokenSource _stopping = new();
    private bool _queueExists;
    private Task _loop = Task.CompletedTask;

    public QueueListener(
        QueueFunction function, FunctionInvoker invoker, QueueOptions options, TimeSpan lease, ILogger<QueueListener> logger)
    {
        (_function, _invoker, _options, _lease, _logger) = (function, invoker, options, lease, logger);
        _delay = new PollingDelay(options.MaxPollingInterval);

        // A message that can't be decoded is moved to the poison queue at once. This client moves it unchanged, because it has no encoding.
        QueueServiceClient undecoded = new(function.ConnectionString);
        QueueClientOptions decoding = new() { MessageEncoding = options.MessageEncoding };
        decoding.MessageDecodingFailed += async failed =>
        {
            if (failed.ReceivedMessage is not { } message)
                return;
            EngineLog.NotDecoded(logger, message.MessageId, function.QueueName);
            await new MessageSettlement(undecoded, function.QueueName, options, logger).PoisonAsync(message);
        };
        QueueServiceClient service = new(function.ConnectionString, decoding);
        _queue = service.GetQueueClient(function.QueueName);
        _settlement = new MessageSettlement(service, function.QueueName, options, logger);
    }

    public void Start() => _loop = Task.Run(LoopAsync);

    public async Task StopAsync(TimeSpan timeout)
    {
        await _stopping.CancelAsync();
        if (await Task.WhenAny(_loop, Task.Delay(timeout, TimeProvider.System)) != _loop)
            EngineLog.Abandoned(_logger, _function.Name, timeout);
    }

    public ValueTask DisposeAsync()
    {
        _stopping.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task LoopAsync()
    {
        try
        {
            while (true)
            {
                QueueMessage[] messages = await ReceiveAsync();
                foreach (QueueMessage message in messages)
                    _running.Add(ProcessAsync(message));

                if (messages.Length > 0)
                    _delay.Reset();
                else
                    await Task.Delay(_delay.Next(), TimeProvider.System, _stopping.Token);

                while (_running.Count > _options.NewBatchThreshold)
                    _running.Remove(await Task.WhenAny(_running));
                _running.RemoveWhere(task => task.IsCompleted);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            await Task.WhenAll(_running);
        }
    }

    private async Task<QueueMessage[]> ReceiveAsync()
    {
        try
        {
            if (!_queueExists)
                await _queue.CreateIfNotExistsAsync(cancellationToken: _stopping.Token);
            _queueExists = true;
            return (await _queue.ReceiveMessagesAsync(_options.BatchSize, _lease, _stopping.Token)).Value;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !_stopping.IsCancellationRequested)
        {
            _queueExists = false;
            _stopping.Token.ThrowIfCancellationRequested();
            EngineLog.QueueUnavailable(_logger, _function.QueueName, exception);
            return [];
        }
    }

    private async Task ProcessAsync(QueueMessage message)
    {
        try
        {
            if (message.DequeueCount > _options.MaxDequeueCount)
            {
                await _settlement.PoisonAsync(message);
                return;
            }

            await using VisibilityExtension visibility = new(_queue, message, _lease, _logger);
            FunctionOutcome outcome = await _invoker.InvokeAsync(
                _function,
                new Invocation(type => Value(message, type), name => Property(message, name), _stopping.Token));

            await _settlement.SettleAsync(await visibility.StopAsync(), outcome.Succeeded);
        }
        catch (Exception exception)
        {
            EngineLog.NotSettled(_logger, message.MessageId, _function.QueueName, exception);
        }
    }

    private static object? Value(QueueMessage message, Type type)
    {
        if (type == typeof(QueueMessage))
            return message;
        if (type == typeof(BinaryData))
            return message.Body;
        if (type == typeof(byte[]))
            return message.Body.ToArray();
        if (type == typeof(string))
            return message.Body.ToString();

        return ValueConverter.FromJson(message.Body.ToMemory().Span, type);
    }

    private static string? Property(QueueMessage message, string name) => name.ToUpperInvariant() switch
    {
        "ID" => message.MessageId,
        "POPRECEIPT" => message.PopReceipt,
        "QUEUETRIGGER" => message.Body.ToString(),
        "DEQUEUECOUNT" => $"{message.DequeueCount}",
        "INSERTIONTIME" => $"{message.InsertedOn:O}",
        "EXPIRATIONTIME" => $"{message.ExpiresOn:O}",
        "NEXTVISIBLETIME" => $"{message.NextVisibleOn:O}",
        _ => null,
    };
}
