using LeerId.Secrets.Inventory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeerId.Hosting;

/// <summary>Makes the app's own keys as soon as the app starts and the vault lets it. An app whose vault has every secret asks once and ends.</summary>
internal sealed class FirstStart(IServiceProvider services) : BackgroundService
{
    /// <summary>How long it waits before the next attempt: the vault takes minutes to learn of a new role.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host makes this object before it validates the settings, so the services, which need valid ones, are made here.
        KeyMaker keys = services.GetRequiredService<KeyMaker>();
        TimeProvider clock = services.GetRequiredService<TimeProvider>();
        while (!await keys.MakeAsync(stoppingToken))
            await Task.Delay(Pause, clock, stoppingToken);
    }
}
