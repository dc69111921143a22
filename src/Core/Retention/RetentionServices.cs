using LeerId.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Retention;

/// <summary>Registers the retention period and the deletion of what is past it.</summary>
internal static class RetentionServices
{
    public static IServiceCollection AddRetention(this IServiceCollection services) => services
        .AddValidated<RetentionOptions, RetentionOptionsValidator>(RetentionOptions.Section)
        .AddValidated<AgreementOptions, AgreementOptionsValidator>(AgreementOptions.Section)
        .AddSingleton<RetentionPolicy>()
        .AddSingleton<RetentionSweep>();
}
