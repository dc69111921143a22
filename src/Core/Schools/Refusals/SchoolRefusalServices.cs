using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Schools.Refusals;

/// <summary>Registers the counting of refused sign-ins per school.</summary>
internal static class SchoolRefusalServices
{
    public static IServiceCollection AddSchoolRefusals(this IServiceCollection services) => services
        .AddSingleton<SchoolRefusalRows>()
        .AddSingleton<RefusalCountingSwitch>()
        .AddSingleton<SchoolRefusalCounter>()
        .AddSingleton<SchoolRefusalPruning>()
        .AddSingleton<ForgottenContracts>()
        .AddHostedService<SchoolRefusalWriting>();
}
