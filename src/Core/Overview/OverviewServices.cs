using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Overview;

/// <summary>Registers the services for the overview of staff.</summary>
internal static class OverviewServices
{
    public static IServiceCollection AddOverview(this IServiceCollection services) => services
        .AddSingleton<SignInDays>()
        .AddSingleton<MissedNights>()
        .AddSingleton<JobProblems>()
        .AddSingleton<OverviewReader>();
}
