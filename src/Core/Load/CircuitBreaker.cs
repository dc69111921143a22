using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;

namespace LeerId.Load;

/// <summary>
/// Protects something that this app depends on, and those who wait for it. If four of five requests fail, it opens: further requests fail at once and are
/// not sent. A probe every two seconds finds out whether the dependency answers again, so that no pupil's request has to.
/// </summary>
public sealed partial class CircuitBreaker : IDisposable
{
    /// <summary>The minimum number of requests within the sampling time that say something about the dependency.</summary>
    internal const int MinimumRequests = 20;

    /// <summary>The time that the circuit stays open before the next probe.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // High, because requests that are refused now and then must not stop those that are answered.
    private const double FailureRatio = 0.8;

    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(2);

    private readonly CircuitBreakerStateProvider _state = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationToken _ended;
    private readonly Lock _lock = new();
    private readonly ResiliencePipeline _pipeline;
    private readonly string _name;
    private readonly Func<CancellationToken, Task> _probe;
    private readonly TimeProvider _clock;
    private readonly ILogger<CircuitBreaker> _logger;
    private bool _isProbing;
    private bool _isTold;

    /// <param name="name">The dependency, for the log.</param>
    /// <param name="isFault">Whether a result or an exception says that the dependency can't answer. A request that its caller cancels never counts.</param>
    /// <param name="probe">Sends a harmless request through <see cref="RunAsync"/>.</param>
    /// <param name="clock">Measures the times.</param>
    /// <param name="logger">Gets the changes of the state.</param>
    public CircuitBreaker(
        string name, Func<Outcome<object>, bool> isFault, Func<CancellationToken, Task> probe, TimeProvider clock, ILogger<CircuitBreaker> logger)
    {
        (_name, _probe, _clock, _logger, _ended) = (name, probe, clock, logger, _ending.Token);
        ResiliencePipelineBuilder builder = new() { TimeProvider = clock };
        _pipeline = builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            FailureRatio = FailureRatio,
            MinimumThroughput = MinimumRequests,
            SamplingDuration = Sampling,
            BreakDuration = Pause,
            StateProvider = _state,
            ShouldHandle = arguments => ValueTask.FromResult(!arguments.Context.CancellationToken.IsCancellationRequested && isFault(arguments.Outcome)),
            // Polly calls both one after the other. The first is called again after each probe that fails.
            OnOpened = _ =>
            {
                if (!_isTold)
                    LogOpened(_name, (int)Pause.TotalSeconds);
                _isTold = true;
                BeginProbing();
                return default;
            },
            OnClosed = _ =>
            {
                _isTold = false;
                LogClosed(_name);
                return default;
            },
        }).Build();
    }

    /// <summary>Whether requests fail at once.</summary>
    public bool IsOpen => _state.CircuitState != CircuitState.Closed;

    /// <summary>Sends a request, unless the breaker is open.</summary>
    /// <param name="request">Sends it.</param>
    /// <param name="state">What it needs.</param>
    /// <param name="cancellationToken">Tells that the caller doesn't wait any more.</param>
    /// <exception cref="BrokenCircuitException">The breaker is open.</exception>
    public ValueTask<TResult> RunAsync<TResult, TState>(
        Func<TState, CancellationToken, ValueTask<TResult>> request, TState state, CancellationToken cancellationToken) =>
        _pipeline.ExecuteAsync(
            static (call, token) => call.request(call.state, token), (request, state), cancellationToken);

    /// <summary>Ends the probes.</summary>
    public void Dispose()
    {
        _ending.Cancel();
        _ending.Dispose();
    }

    private void BeginProbing()
    {
        lock (_lock)
        {
            if (_isProbing)
                return;
            _isProbing = true;
        }

        _ = ProbeAsync(_ended);
    }

    private async Task ProbeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_lock)
            {
                if (!IsOpen || cancellationToken.IsCancellationRequested)
                {
                    _isProbing = false;
                    return;
                }
            }

            try
            {
                await Task.Delay(Pause, _clock, cancellationToken);
                await _probe(cancellationToken);
            }
            catch (Exception)
            {
                // The state of the breaker tells how the probe ended.
            }
        }
    }

    [LoggerMessage(
        EventId = 5030, Level = LogLevel.Error,
        Message = "Most requests to {Dependency} fail. The app sends none but a probe every {Seconds} seconds until it answers")]
    private partial void LogOpened(string dependency, int seconds);

    [LoggerMessage(EventId = 5031, Level = LogLevel.Information, Message = "{Dependency} answers again")]
    private partial void LogClosed(string dependency);
}
