using LeerId.Settings;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.PrivacyLog;

/// <summary>Registers the privacy log.</summary>
internal static class PrivacyLogServices
{
    public static IServiceCollection AddPrivacyLog(this IServiceCollection services) => services
        .AddValidated<PrivacyLogOptions, PrivacyLogOptionsValidator>(PrivacyLogOptions.Section)
        .AddSingleton<PrivacyLogStore>()
        .AddKeyedSingleton(StorageAccount.StudentsUnattended, (s, account) => new PrivacyLogStore(s.GetRequiredKeyedService<StorageAccount>(account)))
        .AddSingleton<PrivacyLogReader>()
        .AddSingleton<PrivacyLogSearch>()
        .AddSingleton<PrivacyLogExpiry>();
}
