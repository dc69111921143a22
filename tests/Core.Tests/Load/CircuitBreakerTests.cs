using LeerId.Load;
using LeerId.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Polly.CircuitBreaker;

namespace LeerId.Core.Tests.Load;

public sealed class CircuitBreakerTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly LogCapture _logs = new();
    private readonly LoggerFactory _loggers;
    private readonly CircuitBreaker _breaker;
    private int _sent;
    private bool _fails;

    public CircuitBreakerTests()
    {
        _loggers = new LoggerFactory([_logs]);
        _breaker = new CircuitBreaker(
            "the dependency", outcome => outcome.Exception is IOException || outcome.Result is false, token => SendAsync(token), _clock,
            _loggers.CreateLogger<CircuitBreaker>());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _breaker.Dispose();
        _loggers.Dispose();
    }

    [Fact]
    public async Task Twenty_requests_that_fail_open_it_and_the_next_one_is_not_sent()
    {
        await FailAsync(CircuitBreaker.MinimumRequests);

        Assert.True(_breaker.IsOpen);
        await Assert.ThrowsAsync<BrokenCircuitException>(() => SendAsync(Cancel));
        Assert.Equal(CircuitBreaker.MinimumRequests, _sent);
        Assert.Single(_logs.Entries, entry => entry.EventId.Id == 5030);
    }

    [Fact]
    public async Task Answers_that_say_it_can_not_open_it_too()
    {
        for (int request = 0; request < CircuitBreaker.MinimumRequests; request++)
            await _breaker.RunAsync(static (_, _) => ValueTask.FromResult(false), state: 0, Cancel);

        Assert.True(_breaker.IsOpen);
    }

    [Fact]
    public async Task Less_than_twenty_requests_and_failures_among_answers_leave_it_closed()
    {
        await FailAsync(CircuitBreaker.MinimumRequests - 1);
        Assert.False(_breaker.IsOpen);

        _fails = false;
        for (int request = 0; request < CircuitBreaker.MinimumRequests; request++)
            await SendAsync(Cancel);
        await FailAsync(CircuitBreaker.MinimumRequests);
        Assert.False(_breaker.IsOpen);
    }

    [Fact]
    public async Task Failures_of_requests_that_nobody_waits_for_any_more_do_not_count()
    {
        _fails = true;
        for (int request = 0; request < CircuitBreaker.MinimumRequests; request++)
        {
            using CancellationTokenSource left = new();
            await Assert.ThrowsAsync<IOException>(() => _breaker.RunAsync(
                static async (call, token) =>
                {
                    await call.left.CancelAsync();
                    return await call.test.AnswerAsync(token);
                },
                (test: this, left),
                left.Token).AsTask());
        }

        Assert.False(_breaker.IsOpen);
    }

    [Fact]
    public async Task Probe_every_two_seconds_closes_it_once_it_is_answered()
    {
        await FailAsync(CircuitBreaker.MinimumRequests);

        _clock.Advance(CircuitBreaker.Pause);
        await Eventually.TrueAsync("a probe was sent and failed", () => _sent == CircuitBreaker.MinimumRequests + 1, Cancel);
        await Assert.ThrowsAsync<BrokenCircuitException>(() => SendAsync(Cancel));

        _fails = false;
        await Eventually.TrueAsync(
            "a probe closed it",
            () =>
            {
                _clock.Advance(CircuitBreaker.Pause);
                return !_breaker.IsOpen;
            },
            Cancel);
        await SendAsync(Cancel);
        await Eventually.TrueAsync("the log tells it", () => _logs.Entries.Any(entry => entry.EventId.Id == 5031), Cancel);
        Assert.Single(_logs.Entries, entry => entry.EventId.Id == 5030);
    }

    [Fact]
    public async Task It_opens_again_when_it_fails_again()
    {
        await FailAsync(CircuitBreaker.MinimumRequests);
        _fails = false;
        await Eventually.TrueAsync(
            "a probe closed it",
            () =>
            {
                _clock.Advance(CircuitBreaker.Pause);
                return !_breaker.IsOpen;
            },
            Cancel);

        await FailAsync(CircuitBreaker.MinimumRequests);
        Assert.True(_breaker.IsOpen);
        await Eventually.TrueAsync("the log tells it again", () => _logs.Entries.Count(entry => entry.EventId.Id == 5030) == 2, Cancel);
    }

    private async Task FailAsync(int requests)
    {
        _fails = true;
        for (int request = 0; request < requests; request++)
            await Assert.ThrowsAsync<IOException>(() => SendAsync(Cancel));
    }

    private async Task SendAsync(CancellationToken cancellationToken) =>
        await _breaker.RunAsync(static (test, token) => test.AnswerAsync(token), this, cancellationToken);

    private ValueTask<bool> AnswerAsync(CancellationToken cancellationToken)
    {
        _ = cancellationToken;
        Interlocked.Increment(ref _sent);
        return _fails ? throw new IOException("No answer.") : ValueTask.FromResult(true);
    }
}
