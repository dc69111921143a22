using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Support;

/// <summary>Registers the resolution of support codes.</summary>
internal static class SupportServices
{
    public static IServiceCollection AddSupport(this IServiceCollection services) => services.AddSingleton<SupportCodes>();
}
