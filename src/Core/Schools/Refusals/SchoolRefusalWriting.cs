using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeerId.Schools.Refusals;

/// <summary>
/// Writes the counts of this instance every hour and when it stops. A timer trigger would run on one instance only, and each instance has counts.
/// </summary>
internal sealed class SchoolRefusalWriting(IServiceProvider services, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    // The host waits half a minute when it stops.
    private static readonly TimeSpan StoppingTime = TimeSpan.FromSeconds(10);

    // The host creates this object before it validates the settings. The counter needs valid settings, so it is resolved later.
    private SchoolRefusalCounter Counter => services.GetRequiredService<SchoolRefusalCounter>();

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StoppingTime);
        await Counter.WriteAsync(limit.Token);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await Counter.WriteAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The app stops; StopAsync writes the remaining counts.
        }
    }
}
