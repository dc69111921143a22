using LeerId.Retention;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Retention;

/// <summary>Counts every night in which month the snapshots of pupils expire.</summary>
public sealed class CountSnapshots(SnapshotCount count)
{
    [Function(nameof(CountSnapshots))]
    public Task RunAsync([TimerTrigger("%Retention:Schedule%")] TimerInfo timer, CancellationToken cancellationToken) => count.RunAsync(cancellationToken);
}
