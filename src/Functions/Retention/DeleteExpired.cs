using LeerId.Retention;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Retention;

/// <summary>Deletes expired snapshots of pupils every night.</summary>
public sealed class DeleteExpired(RetentionSweep sweep)
{
    [Function(nameof(DeleteExpired))]
    public Task RunAsync([TimerTrigger("%Retention:Schedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        sweep.RunAsync(cancellationToken);
}
