namespace LeerId.LocalHost.Engine;

/// <summary>The engine's log. It names functions and never logs their input.</summary>
internal static partial class EngineLog
{
    // The level is Debug, because the start page lists the functions too.
    [LoggerMessage(1, LogLevel.Debug, "Function {Function}: {Trigger}.")]
    public static partial void Indexed(ILogger logger, string function, string trigger);

    [LoggerMessage(2, LogLevel.Error, "Function {Function} doesn't run: {Reason}")]
    public static partial void NotIndexed(ILogger logger, string function, string reason);

    [LoggerMessage(3, LogLevel.Error, "Function {Function} failed.")]
    public static partial void Failed(ILogger logger, string function, Exception exception);

    [LoggerMessage(4, LogLevel.Information, "Function {Function} was cancelled.")]
    public static partial void Cancelled(ILogger logger, string function);

    [LoggerMessage(5, LogLevel.Warning, "Function {Function} still runs {Timeout} after it was asked to stop. LocalHost ends without it.")]
    public static partial void Abandoned(ILogger logger, string function, TimeSpan timeout);

    [LoggerMessage(6, LogLevel.Error, "The response of function {Function} failed.")]
    public static partial void ResponseFailed(ILogger logger, string function, Exception exception);

    [LoggerMessage(7, LogLevel.Warning, "A request for function {Function} got 500, as from the Functions host, because {Reason}.")]
    public static partial void RequestRejected(ILogger logger, string function, string reason);

    [LoggerMessage(20, LogLevel.Information, "Timer {Function} starts ({Reason}).")]
    public static partial void TimerStarts(ILogger logger, string function, string reason);

    [LoggerMessage(21, LogLevel.Information, "Timer {Function} ended; succeeded: {Succeeded}.")]
    public static partial void TimerEnded(ILogger logger, string function, bool succeeded);

    [LoggerMessage(22, LogLevel.Debug, "Timer {Function} is due at {Next:O}.")]
    public static partial void TimerWaits(ILogger logger, string function, DateTimeOffset next);

    [LoggerMessage(40, LogLevel.Warning, "Queue {Queue} can't be created or read. LocalHost retries.")]
    public static partial void QueueUnavailable(ILogger logger, string queue, Exception exception);

    [LoggerMessage(41, LogLevel.Warning, "Message {MessageId} of queue {Queue} is moved to {PoisonQueue} after it was dequeued {DequeueCount} times.")]
    public static partial void Poisoned(ILogger logger, string messageId, string queue, string poisonQueue, long dequeueCount);

    [LoggerMessage(42, LogLevel.Warning, "Message {MessageId} of queue {Queue} can't be decoded with the messageEncoding of host.json.")]
    public static partial void NotDecoded(ILogger logger, string messageId, string queue);

    [LoggerMessage(43, LogLevel.Debug, "Message {MessageId} of queue {Queue} stays hidden, because its function still runs.")]
    public static partial void VisibilityExtended(ILogger logger, string messageId, string queue);

    [LoggerMessage(44, LogLevel.Warning, "Message {MessageId} of queue {Queue} could not be deleted, released or moved. It will be received again.")]
    public static partial void NotSettled(ILogger logger, string messageId, string queue, Exception exception);

    [LoggerMessage(45, LogLevel.Warning,
        "Message {MessageId} was dequeued {DequeueCount} times. Queue {Queue} has no poison queue, so the message remains until it expires.")]
    public static partial void NoPoisonQueue(ILogger logger, string messageId, string queue, long dequeueCount);

    [LoggerMessage(46, LogLevel.Warning, "Message {MessageId} of queue {Queue} could not be kept hidden. LocalHost retries.")]
    public static partial void VisibilityNotYetExtended(ILogger logger, string messageId, string queue, Exception exception);

    [LoggerMessage(47, LogLevel.Warning,
        "Message {MessageId} of queue {Queue} can't be kept hidden, because storage rejects its receipt: another receiver has it, or it was deleted.")]
    public static partial void VisibilityLost(ILogger logger, string messageId, string queue, Exception exception);
}
