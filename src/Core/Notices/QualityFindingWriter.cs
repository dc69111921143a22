using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeerId.Notices;

/// <summary>Stores quality findings: the first at once, later ones at most every ten seconds, and the rest when the host stops.</summary>
internal sealed class QualityFindingWriter(IServiceProvider services, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    // Created only after the start: a host creates its services before it validates the settings, and storage can't be created from invalid settings.
    private readonly Lazy<QualityFindings> _findings = new(services.GetRequiredService<QualityFindings>);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using CancellationTokenSource limit = new(StopLimit);
        try
        {
            await _findings.Value.FlushAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // Storage doesn't answer and the host stops. These counts are lost, but the first notice of each kind isn't.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await _findings.Value.WaitAsync(stoppingToken);
                await _findings.Value.FlushAsync(stoppingToken);
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }
}
