using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Overview;

/// <summary>Registers the overview of staff.</summary>
internal static class OverviewServices
{
    public static IServiceCollection AddOverview(this IServiceCollection services) => services
        .AddSingleton<SignInDays>()
        .AddSingleton<MissedNights>()
        .AddSingleton<JobProblems>()
        .AddSingleton<OverviewReader>();
}
