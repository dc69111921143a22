using LeerId.Retention;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Retention;

/// <summary>Deletes records after their retention period, every night.</summary>
public sealed class PruneRecords(RecordPruning pruning)
{
    [Function(nameof(PruneRecords))]
    public Task RunAsync([TimerTrigger("%Retention:RecordsSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        pruning.RunAsync(cancellationToken);
}
