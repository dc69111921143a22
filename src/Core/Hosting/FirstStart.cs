using LeerId.Secrets.Inventory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeerId.Hosting;

/// <summary>Makes the app's own keys when the app starts and the vault allows it. If the vault has every secret, the service asks once and ends.</summary>
internal sealed class FirstStart(IServiceProvider services) : BackgroundService
{
    /// <summary>The pause between attempts. A new role assignment takes effect in the vault after some minutes.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host creates this object before it validates the settings. The services need valid settings, so they are created here.
        KeyMaker keys = services.GetRequiredService<KeyMaker>();
        TimeProvider clock = services.GetRequiredService<TimeProvider>();
        while (!await keys.MakeAsync(stoppingToken))
            await Task.Delay(Pause, clock, stoppingToken);
    }
}
