using LeerId.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Support;

/// <summary>Registers what a helpdesk needs: how it is reached, the resolution of support codes, and whether a school has a contract.</summary>
internal static class SupportServices
{
    public static IServiceCollection AddSupport(this IServiceCollection services) => services
        .AddValidated<HelpdeskOptions, HelpdeskOptionsValidator>(HelpdeskOptions.Section)
        .AddSingleton<SupportCodes>()
        .AddSingleton<ContractsToday>();
}
