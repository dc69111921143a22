using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Runs;

/// <summary>Registers the record of what timers did.</summary>
internal static class RunServices
{
    public static IServiceCollection AddRuns(this IServiceCollection services) => services
        .AddSingleton<RunStore>()
        .AddSingleton<JobRunner>()
        .AddSingleton<RowCounts>()
        .AddSingleton<HeldDeletions>()
        .AddSingleton<DeletionRunner>()
        .AddSingleton<IPrunedRecords, RunPruning>();
}
