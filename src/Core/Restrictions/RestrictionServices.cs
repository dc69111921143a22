using LeerId.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Restrictions;

/// <summary>Registers the list of restricted pupils.</summary>
internal static class RestrictionServices
{
    public static IServiceCollection AddRestrictions(this IServiceCollection services) => services
        .AddSingleton<RestrictionRows>()
        .AddSingleton<IPrunedRecords>(s => s.GetRequiredService<RestrictionRows>())
        .AddSingleton<RestrictionList>()
        .AddSingleton<RestrictionReview>();
}
