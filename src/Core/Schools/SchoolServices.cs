using LeerId.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Schools;

/// <summary>Registers the services for the list of schools.</summary>
internal static class SchoolServices
{
    public static IServiceCollection AddSchools(this IServiceCollection services) => services
        .AddSingleton<SchoolStore>()
        .AddSingleton<SchoolWhitelist>()
        .AddSingleton<SchoolRegister>()
        .AddSingleton<SchoolSearch>()
        .AddSingleton<SchoolHistory>()
        .AddSingleton<IPrunedRecords, SchoolHistoryPruning>()
        .AddSingleton<SchoolListReplacement>();
}
