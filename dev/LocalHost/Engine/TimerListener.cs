using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.LocalHost.Engine;

/// <summary>Runs one timer function on its schedule, and never twice at the same time.</summary>
internal sealed class TimerListener : IAsyncDisposable
{
    // A .NET timer has a maximum of some weeks, so a longer wait is split.
    private static readonly TimeSpan MaximumWait = TimeSpan.FromDays(24);

    // If more time passed between reading the clock and starting the delay, a test moved the clock.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMilliseconds(20);

    private readonly TimerFunction _function;
    private readonly FunctionInvoker _invoker;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private ScheduleStatus _status = new();
    private Task _loop = Task.CompletedTask;

    public TimerListener(TimerFunction function, FunctionInvoker invoker, TimeProvider time, ILogger<TimerListener> logger)
    {
        (_function, _invoker, _time, _logger) = (function, invoker, time, logger);
    }

    public string Name => _function.Name;

    public Schedule Schedule => _function.Schedule;

    public DateTimeOffset Next => new(_status.Next, TimeSpan.Zero);

    /// <summary>The time and outcome of the last run; null if there was none.</summary>
    public TimerRun? LastRun { get; private set; }

    public void Start()
    {
        _status = new ScheduleStatus { Next = Schedule.Next(_time.GetUtcNow()).UtcDateTime };
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Runs the function once outside its schedule, after a run in progress has ended.</summary>
    public Task<FunctionOutcome> FireAsync(CancellationToken cancellationToken) => RunAsync("on request", cancellationToken);

    public async Task StopAsync(TimeSpan timeout)
    {
        await _stopping.CancelAsync();
        Task ended = Task.WhenAll(_loop, _oneAtATime.WaitAsync());
        if (await Task.WhenAny(ended, Task.Delay(timeout, TimeProvider.System)) != ended)
            EngineLog.Abandoned(_logger, Name, timeout);
    }

    public ValueTask DisposeAsync()
    {
        _stopping.Dispose();
        _oneAtATime.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task LoopAsync()
    {
        try
        {
            if (_function.RunOnStartup)
                await RunOnScheduleAsync("at startup");

            while (true)
            {
                await WaitAsync();
                await RunOnScheduleAsync("on schedule");
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
    }

    private async Task WaitAsync()
    {
        for (DateTimeOffset now; (now = _time.GetUtcNow()) < Next;)
        {
            using CancellationTokenSource again = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
            TimeSpan left = Next - now;
            Task delay = Task.Delay(left < MaximumWait ? left : MaximumWait, _time, again.Token);

            // If the clock was moved meanwhile, the delay would end too late, so it is calculated again.
            if (_time.GetUtcNow() - now > ClockTolerance)
            {
                await again.CancelAsync();
                continue;
            }

            EngineLog.TimerWaits(_logger, Name, Next);
            await delay;
        }
    }

    // As in Azure, a run that takes longer than several occurrences is followed by one run, and not by one per missed occurrence.
    private async Task RunOnScheduleAsync(string reason)
    {
        DateTimeOffset started = _time.GetUtcNow();
        await RunAsync(reason, _stopping.Token);
        _status = new ScheduleStatus
        {
            Last = started.UtcDateTime,
            Next = Schedule.Next(started).UtcDateTime,
            LastUpdated = started.UtcDateTime,
        };
    }

    private async Task<FunctionOutcome> RunAsync(string reason, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            using CancellationTokenSource either =
                CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, cancellationToken);
            TimerInfo info = new() { ScheduleStatus = _function.IsMonitored ? _status : null };

            EngineLog.TimerStarts(_logger, Name, reason);
            FunctionOutcome outcome = await _invoker.InvokeAsync(
                _function, new Invocation(type => Value(info, type), _ => null, either.Token));
            EngineLog.TimerEnded(_logger, Name, outcome.Succeeded);
            LastRun = new TimerRun(_time.GetUtcNow(), outcome.Succeeded);
            return outcome;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private static object? Value(TimerInfo info, Type type) => type == typeof(TimerInfo)
        ? info
        : ValueConverter.FromText(JsonSerializer.Serialize(info), type);
}

internal sealed record TimerRun(DateTimeOffset Ended, bool Succeeded);
