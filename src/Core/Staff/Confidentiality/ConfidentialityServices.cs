using LeerId.Runs;
using LeerId.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Staff.Confidentiality;

/// <summary>Registers the text on confidentiality and its acceptances.</summary>
internal static class ConfidentialityServices
{
    public static IServiceCollection AddConfidentiality(this IServiceCollection services) => services
        .AddValidated<ConfidentialityOptions, ConfidentialityOptionsValidator>(ConfidentialityOptions.Section)
        .AddSingleton<AcceptanceStore>()
        .AddSingleton<IPrunedRecords>(s => s.GetRequiredService<AcceptanceStore>())
        .AddSingleton<StaffConfidentiality>();
}
