using LeerId.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.PrivacyLog.Seals;

/// <summary>Registers the seals of the privacy log.</summary>
internal static class SealServices
{
    public static IServiceCollection AddSeals(this IServiceCollection services) => services
        .AddSingleton<SealKeys>()
        .AddSingleton<SealStore>()
        .AddSingleton<SealProgress>()
        .AddSingleton<SealReader>()
        .AddSingleton<PrivacyLogDays>()
        .AddSingleton<DailySeal>()
        .AddSingleton<SealVerifier>()
        .AddSingleton<IRowCount, SealedRows>();
}
