using Azure.Core;
using Azure.Core.Pipeline;

namespace LeerId.Storage;

/// <summary>
/// Retries a request as the Azure clients do, within a limit. On its own, the clients' policy waits for as long as the service asks in
/// <c>Retry-After</c>, which can be a minute for each try. With a budget, retries can't multiply the load of a service that fails.
/// </summary>
internal sealed class BoundedRetry(StorageRetryOptions retry, RetryBudget? budget) : RetryPolicy(retry.Retries, Pauses)
{
    private static readonly DelayStrategy Pauses = DelayStrategy.CreateExponentialDelayStrategy(TimeSpan.FromMilliseconds(100));

    protected override bool ShouldRetry(HttpMessage message, Exception? exception) =>
        base.ShouldRetry(message, exception) && MayRetry(message, exception);

    protected override async ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        await base.ShouldRetryAsync(message, exception) && MayRetry(message, exception);

    private bool MayRetry(HttpMessage message, Exception? exception) => IsInTime(message, exception) && budget?.TryTake() != false;

    // Without an answer, nothing asks for a pause. Then the time for one answer and the number of tries are limit enough.
    private bool IsInTime(HttpMessage message, Exception? exception)
    {
        if (exception is not null || !message.HasResponse)
            return true;
        TimeSpan elapsed = TimeProvider.System.GetUtcNow() - message.ProcessingContext.StartTime;
        return elapsed + Pauses.GetNextDelay(message.Response, message.ProcessingContext.RetryNumber + 1) <= retry.LastTry;
    }
}
