using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeerId.SignIn;

/// <summary>
/// Stores the refusals that are kept in memory: every five seconds while there are any, and once more when the host has stopped everything else.
/// </summary>
internal sealed class RefusalBacklogWriter(IServiceProvider services, TimeProvider clock) : BackgroundService, IHostedLifecycleService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    // A part of the time that a host takes to stop.
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(5);

    private bool _isStarted;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _isStarted = true;
        return base.StartAsync(cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        // With invalid settings the host stops without a start.
        if (!_isStarted)
            return;
        RefusalBacklog backlog = services.GetRequiredService<RefusalBacklog>();
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LastPatience);
        await backlog.WriteAsync(limit.Token);
        backlog.ReportMissing();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host makes this object before it validates the settings, and storage needs valid ones.
        RefusalBacklog backlog = services.GetRequiredService<RefusalBacklog>();
        while (!stoppingToken.IsCancellationRequested)
        {
            await backlog.WaitAsync(stoppingToken);
            await Task.Delay(Pause, clock, stoppingToken);
            await backlog.WriteAsync(stoppingToken);
        }
    }
}
