using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeerId.SignIn;

/// <summary>
/// Stores the refusals that are kept in memory: every five seconds while there are any, and once more when the host has stopped everything else.
/// </summary>
internal sealed class RefusalBacklogWriter(IServiceProvider services, TimeProvider clock) : BackgroundService, IHostedLifecycleService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    // The last attempt may take a part of the time in which a host must stop.
    private static readonly TimeSpan LastWriteTimeout = TimeSpan.FromSeconds(5);

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
        // If the settings are invalid, the host stops without having started this.
        if (!_isStarted)
            return;
        RefusalBacklog backlog = services.GetRequiredService<RefusalBacklog>();
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LastWriteTimeout);
        await backlog.WriteAsync(limit.Token);
        backlog.ReportMissing();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host creates this object before it validates the settings, and storage needs valid ones.
        RefusalBacklog backlog = services.GetRequiredService<RefusalBacklog>();
        while (!stoppingToken.IsCancellationRequested)
        {
            await backlog.WaitAsync(stoppingToken);
            await Task.Delay(Pause, clock, stoppingToken);
            await backlog.WriteAsync(stoppingToken);
        }
    }
}
