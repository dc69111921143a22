using LeerId.Retention;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions;

/// <summary>Deletes each night what outlived its purpose.</summary>
public sealed class DeleteExpired(RetentionSweep sweep)
{
    [Function(nameof(DeleteExpired))]
    public Task RunAsync([TimerTrigger("%Retention:Schedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        sweep.RunAsync(cancellationToken);
}
