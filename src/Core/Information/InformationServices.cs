using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Information;

/// <summary>Registers the services for the information for data subjects.</summary>
internal static class InformationServices
{
    public static IServiceCollection AddInformation(this IServiceCollection services) => services
        .AddSingleton<PupilTexts>()
        .AddSingleton<PupilInformation>()
        .AddSingleton<StaffInformation>();
}
