using LeerId.Schools.Refusals;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Retention;

/// <summary>Deletes small and expired counts of refused sign-ins per school every night.</summary>
public sealed class PruneSchoolRefusals(SchoolRefusalPruning pruning)
{
    [Function(nameof(PruneSchoolRefusals))]
    public Task RunAsync([TimerTrigger("%Retention:RecordsSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        pruning.RunAsync(cancellationToken);
}
