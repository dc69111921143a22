using LeerId.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Support;

/// <summary>Registers the services for the helpdesk: its contact details, the resolution of support codes, and whether a school has a contract.</summary>
internal static class SupportServices
{
    public static IServiceCollection AddSupport(this IServiceCollection services) => services
        .AddValidated<HelpdeskOptions, HelpdeskOptionsValidator>(HelpdeskOptions.Section)
        .AddSingleton<SupportCodes>()
        .AddSingleton<ContractsToday>();
}
