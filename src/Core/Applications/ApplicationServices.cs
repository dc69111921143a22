using LeerId.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Applications;

/// <summary>Registers the publisher's applications.</summary>
internal static class ApplicationServices
{
    public static IServiceCollection AddApplications(this IServiceCollection services) => services
        .AddValidated<ApplicationsOptions, ApplicationsValidator>(ApplicationsOptions.Section)
        .AddSingleton<ApplicationRegister>();
}
