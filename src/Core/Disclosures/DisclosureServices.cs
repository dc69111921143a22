using LeerId.Notices;
using LeerId.Runs;
using LeerId.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Disclosures;

/// <summary>Registers the services for disclosures of uuids to other providers.</summary>
internal static class DisclosureServices
{
    public static IServiceCollection AddDisclosures(this IServiceCollection services) => services
        .AddValidated<DisclosureOptions, DisclosureOptionsValidator>(DisclosureOptions.Section)
        .AddSingleton<DisclosureRows>()
        .AddSingleton<DisclosureDrafts>()
        .AddSingleton<BoardSchools>()
        .AddSingleton<DisclosureNotices>()
        .AddSingleton<IDueNotices>(s => s.GetRequiredService<DisclosureNotices>())
        .AddSingleton<DisclosureConditions>()
        .AddSingleton<DisclosureRegister>()
        .AddSingleton<DisclosureReleaser>()
        .AddSingleton<IPrunedRecords, DisclosurePruning>();
}
