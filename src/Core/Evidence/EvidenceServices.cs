using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Evidence;

/// <summary>Registers the services for the evidence report, except its measures.</summary>
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
