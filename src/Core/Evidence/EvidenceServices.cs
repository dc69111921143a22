using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Evidence;

/// <summary>Registers the evidence report. Its measures register themselves.</summary>
internal static class EvidenceServices
{
    public static IServiceCollection AddEvidence(this IServiceCollection services) => services
        .AddSingleton<KeyReader>()
        .AddSingleton<DeletionEvidence>()
        .AddSingleton<ArchiveEvidenceReader>()
        .AddSingleton<PrivacyLogEvidence>()
        .AddSingleton<NoticesEvidence>()
        .AddSingleton<DisclosuresEvidence>()
        .AddSingleton<EvidenceReporter>()
        .AddSingleton<EvidencePeriods>()
        .AddSingleton<EvidenceChecker>()
        .AddSingleton<RegisterReader>();
}
