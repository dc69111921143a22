using LeerId.Notices;
using LeerId.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Evidence;

/// <summary>Registers the evidence report. Its measures register themselves.</summary>
internal static class EvidenceServices
{
    public static IServiceCollection AddEvidence(this IServiceCollection services) => services
        .AddValidated<RegisterOptions, RegisterOptionsValidator>(RegisterOptions.Section)
        .AddSingleton<RegisterWriter>()
        .AddSingleton<IDueNotices, ProcessorWatch>()
        .AddSingleton<KeyReader>()
        .AddSingleton<DeletionEvidence>()
        .AddSingleton<PrivacyLogEvidence>()
        .AddSingleton<NoticesEvidence>()
        .AddSingleton<DisclosuresEvidence>()
        .AddSingleton<EvidenceReporter>();
}
