using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Support;

/// <summary>Registers what a helpdesk needs: the resolution of support codes, and whether a school has a contract.</summary>
internal static class SupportServices
{
    public static IServiceCollection AddSupport(this IServiceCollection services) => services
        .AddSingleton<SupportCodes>()
        .AddSingleton<ContractsToday>();
}
