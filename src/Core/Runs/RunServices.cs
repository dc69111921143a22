using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Runs;

/// <summary>Registers the records of timers' runs.</summary>
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
