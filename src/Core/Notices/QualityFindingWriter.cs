using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeerId.Notices;

/// <summary>Puts quality findings into storage: the first at once, then at most every ten seconds, and what is left when the host stops.</summary>
internal sealed class QualityFindingWriter(IServiceProvider services, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(5);

    // Not before the start: a host makes its services first and looks at the settings after, and storage can't be made of wrong ones.
    private readonly Lazy<QualityFindings> _findings = new(services.GetRequiredService<QualityFindings>);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using CancellationTokenSource limit = new(LastPatience);
        try
        {
            await _findings.Value.FlushAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // Storage does not answer and the host won't wait: these counts are lost, the first notice of each kind is not.
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
