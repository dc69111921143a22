using LeerId.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LeerId.HandOff;

/// <summary>Registers the application and its keys. The issuer of its tokens is registered with the sign-in, which knows this app's address.</summary>
internal static class HandOffServices
{
    public static IServiceCollection AddHandOff(this IServiceCollection services) => services
        .AddValidated<ApplicationOptions, ApplicationOptionsValidator>(ApplicationOptions.Section)
        .AddSingleton<IValidateOptions<ApplicationOptions>, ApplicationAddresses>()
        .AddSingleton<HandOffKeys>();
}
