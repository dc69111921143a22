using LeerId.Schools.Refusals;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Retention;

/// <summary>Deletes every night the counts of refused sign-ins per school that must not be kept.</summary>
public sealed class PruneSchoolRefusals(SchoolRefusalPruning pruning)
{
    [Function(nameof(PruneSchoolRefusals))]
    public Task RunAsync([TimerTrigger("%Retention:RecordsSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        pruning.RunAsync(cancellationToken);
}
