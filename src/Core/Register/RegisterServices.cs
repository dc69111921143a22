using LeerId.Notices;
using LeerId.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Register;

/// <summary>Registers the services for the register of processing activities.</summary>
internal static class RegisterServices
{
    public static IServiceCollection AddRegister(this IServiceCollection services) => services
        .AddValidated<RegisterOptions, RegisterOptionsValidator>(RegisterOptions.Section)
        .AddSingleton<RegisterDocuments>()
        .AddSingleton<RegisterWriter>()
        .AddSingleton<IDueNotices, ProcessorWatch>()
        .AddSingleton<OverdueReviews>();
}
