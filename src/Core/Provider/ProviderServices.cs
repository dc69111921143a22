using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Provider;

/// <summary>Registers the rules of the OpenID Provider.</summary>
internal static class ProviderServices
{
    public static IServiceCollection AddProviderRules(this IServiceCollection services) => services
        .AddSingleton<IssuingKeys>()
        .AddSingleton<SubjectIdentifiers>()
        .AddSingleton<CodeRedemption>()
        .AddSingleton<UserinfoClaims>()
        .AddSingleton<ClientSecrets>()
        .AddSingleton<SignOutStates>();
}
