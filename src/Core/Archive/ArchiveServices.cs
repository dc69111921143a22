using LeerId.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Archive;

/// <summary>Registers the services for the archive.</summary>
internal static class ArchiveServices
{
    public static IServiceCollection AddArchive(this IServiceCollection services) => services
        .AddValidated<ArchiveOptions, ArchiveOptionsValidator>(ArchiveOptions.Section)
        .AddSingleton<ArchiveTerms>()
        .AddSingleton<ArchiveStore>()
        .AddSingleton<RecordArchiver>()
        .AddSingleton<LogArchiver>()
        .AddSingleton<NightlyArchive>();
}
