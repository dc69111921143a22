namespace LeerId.LocalHost.Engine;

/// <summary>The engine's log. It names functions and never logs their input.</summary>
internal static partial class EngineLog
{
    // The start page also lists them.
    [LoggerMessage(1, LogLevel.Debug, "Function {Function}: {Trigger}.")]
    public static partial void Indexed(ILogger logger, string function, string trigger);

    [LoggerMessage(2, LogLevel.Error, "Function {Function} doesn't run: {Reason}")]
    public static partial void NotIndexed(ILogger logger, string function, string reason);

    [LoggerMessage(3, LogLevel.Error, "Function {Function} failed.")]
    public static partial void Failed(ILogger logger, string function, Exception exception);

    [LoggerMessage(4, LogLevel.Information, "Function {Function} was cancelled.")]
    public static partial void Cancelled(ILogger logger, string function);

    [LoggerMessage(5, LogLevel.Warning, "Function {Function} still runs after {Timeout} and is abandoned.")]
    public static partial void Abandoned(ILogger logger, string function, TimeSpan timeout);

    [LoggerMessage(6, LogLevel.Error, "The response of function {Function} failed.")]
    public static partial void ResponseFailed(ILogger logger, string function, Exception exception);

    [LoggerMessage(7, LogLevel.Warning, "A request for function {Function} is answered with 500, as the Functions host does: {Reason}.")]
    public static partial void RequestRejected(ILogger logger, string function, string reason);

    [LoggerMessage(20, LogLevel.Information, "Timer {Function} starts ({Reason}).")]
    public static partial void TimerStarts(ILogger logger, string function, string reason);

    [LoggerMessage(21, LogLevel.Information, "Timer {Function} ended, success: {Succeeded}.")]
    public static partial void TimerEnded(ILogger logger, string function, bool succeeded);

    [LoggerMessage(22, LogLevel.Debug, "Timer {Function} is due at {Next:O}.")]
    public static partial void TimerWaits(ILogger logger, string function, DateTimeOffset next);

    [LoggerMessage(40, LogLevel.Warning, "Queue {Queue} can't be read; retrying.")]
    public static partial void QueueUnavailable(ILogger logger, string queue, Exception exception);

    [LoggerMessage(41, LogLevel.Warning, "Message {MessageId} of queue {Queue} is moved to {PoisonQueue} after {Tries} tries.")]
    public static partial void Poisoned(ILogger logger, string messageId, string queue, string poisonQueue, long tries);

    [LoggerMessage(42, LogLevel.Warning, "Message {MessageId} of queue {Queue} can't be decoded.")]
    public static partial void NotDecoded(ILogger logger, string messageId, string queue);

    [LoggerMessage(43, LogLevel.Debug, "Message {MessageId} of queue {Queue} stays hidden while its function runs.")]
    public static partial void VisibilityExtended(ILogger logger, string messageId, string queue);

    [LoggerMessage(44, LogLevel.Warning, "Message {MessageId} of queue {Queue} can't be settled.")]
    public static partial void NotSettled(ILogger logger, string messageId, string queue, Exception exception);

    [LoggerMessage(45, LogLevel.Warning, "Message {MessageId} of queue {Queue} failed {Tries} times, and there is no poison queue for it.")]
    public static partial void GivenUp(ILogger logger, string messageId, string queue, long tries);
}
