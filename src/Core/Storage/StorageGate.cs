using System.Threading.RateLimiting;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using LeerId.Load;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;

namespace LeerId.Storage;

/// <summary>
/// Limits the requests to the pupils' storage, each try separately: at most 64 at the same time, in the order of their arrival, and none while the
/// circuit breaker is open. A request that waits here costs storage nothing, and a request that nobody waits for any more is never sent. If it waited in
/// storage instead, storage would do the work although its answer comes too late (docs/adr/0027).
/// </summary>
public sealed class StorageGate : HttpPipelinePolicy, IDisposable
{
    /// <summary>The number of requests that are sent at the same time.</summary>
    internal const int MaximumAtOnce = 64;

    /// <summary>If requests wait for this time without a break, storage counts as overloaded. A class that signs in at once makes them wait less.</summary>
    internal static readonly TimeSpan LongWait = TimeSpan.FromMilliseconds(250);

    private const int MaximumWaiting = 10_000;
    private const int TooManyRequests = 429;
    private const int ServerError = 500;

    // A try that begins at the last permitted moment ends within ten seconds.
    private static readonly TimeSpan LastTry = StorageRetryOptions.Page.LastTry;

    private readonly ConcurrencyLimiter _places = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = MaximumAtOnce,
        QueueLimit = MaximumWaiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private readonly Lock _lock = new();
    private readonly CircuitBreaker _breaker;
    private readonly TimeProvider _clock;
    private int _waiting;
    private long _waitingSince;

    /// <param name="probe">Asks storage for something small through this gate, to find out whether it answers again.</param>
    /// <param name="clock">Measures the waiting.</param>
    /// <param name="logger">Gets the changes of the breaker's state.</param>
    public StorageGate(Func<CancellationToken, Task> probe, TimeProvider clock, ILogger<CircuitBreaker> logger)
    {
        _clock = clock;
        _breaker = new CircuitBreaker(
            "storage", outcome => outcome.Exception is { } exception ? IsFault(exception) : IsFault(outcome.Result), probe, clock, logger);
    }

    /// <summary>Whether requests fail at once, because most of the earlier ones failed.</summary>
    public bool IsClosed => _breaker.IsOpen;

    /// <summary>Whether requests have waited without a break for longer than usual, because storage is slow to answer earlier ones.</summary>
    public bool IsOverloaded
    {
        get
        {
            lock (_lock)
                return _waiting > 0 && _clock.GetElapsedTime(_waitingSince) >= LongWait;
        }
    }

    /// <summary>The retries that are left.</summary>
    internal RetryBudget Retries { get; } = new();

    /// <inheritdoc />
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Storage is asked asynchronously only.");

    /// <summary>Sends a request when its turn comes.</summary>
    /// <exception cref="RequestFailedException">The breaker is open, or the turn did not come in time.</exception>
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.ProcessingContext.RetryNumber == 0)
            Retries.Add();
        using RateLimitLease place = await EnterAsync(message);
        try
        {
            await _breaker.RunAsync(
                static async (call, _) =>
                {
                    await ProcessNextAsync(call.message, call.pipeline);
                    return call.message;
                },
                (message, pipeline),
                message.CancellationToken);
        }
        catch (BrokenCircuitException)
        {
            throw Refusal("Storage is not asked for the moment, because most requests failed.", "StorageNotAsked");
        }
    }

    /// <summary>Ends the probes. Services that stop later can still ask storage.</summary>
    public void Dispose() => _breaker.Dispose();

    private async ValueTask<RateLimitLease> EnterAsync(HttpMessage message)
    {
        RateLimitLease place = _places.AttemptAcquire();
        if (place.IsAcquired)
            return place;
        place.Dispose();

        TimeSpan left = LastTry - (TimeProvider.System.GetUtcNow() - message.ProcessingContext.StartTime);
        if (left <= TimeSpan.Zero)
            throw Busy();
        using CancellationTokenSource timeout = new(left, _clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, message.CancellationToken);
        BeginWaiting();
        try
        {
            place = await _places.AcquireAsync(permitCount: 1, either.Token);
        }
        catch (OperationCanceledException) when (!message.CancellationToken.IsCancellationRequested)
        {
            throw Busy();
        }
        finally
        {
            EndWaiting();
        }

        if (place.IsAcquired)
            return place;
        place.Dispose();
        throw Busy();
    }

    private void BeginWaiting()
    {
        lock (_lock)
        {
            if (_waiting++ == 0)
                _waitingSince = _clock.GetTimestamp();
        }
    }

    private void EndWaiting()
    {
        lock (_lock)
            _waiting--;
    }

    // If storage refuses a request because of the request itself, for example because a row exists already, that is an answer.
    private static bool IsFault(object? result) => result is HttpMessage { HasResponse: true, Response.Status: >= ServerError or TooManyRequests };

    private static bool IsFault(Exception exception) => StorageFault.Is(exception);

    private static RequestFailedException Busy() => Refusal("Too many requests to storage wait already.", "StorageBusy");

    // The refusal looks like one of storage, because every caller handles that exception.
    private static RequestFailedException Refusal(string message, string code) => new(503, message, code, innerException: null);
}
