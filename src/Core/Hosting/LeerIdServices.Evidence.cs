using LeerId.Evidence;
using LeerId.Evidence.Measures;
using LeerId.PrivacyLog.Seals;
using LeerId.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LeerId.Hosting;

public static partial class LeerIdServices
{
    private static IServiceCollection AddEvidence(this IServiceCollection services)
    {
        services.AddValidated<RegisterOptions, RegisterOptionsValidator>(RegisterOptions.Section);
        return services
            .AddSingleton<RegisterWriter>()
            .AddSingleton<IMeasureSource, SignInMeasures>()
            .AddSingleton<IMeasureSource, StaffMeasures>()
            .AddSingleton<IMeasureSource, StorageMeasures>()
            .AddSingleton<IMeasureSource, RetentionMeasures>()
            .AddSingleton<IMeasureSource, NoticeMeasures>()
            .AddSingleton<KeyReader>()
            .AddSingleton<DeletionEvidence>()
            .AddSingleton<PrivacyLogEvidence>()
            .AddSingleton<NoticesEvidence>()
            .AddSingleton<EvidencePage>()
            .AddSingleton(s => new EvidenceReporter(
                s.GetRequiredService<RegisterWriter>(), s.GetServices<IMeasureSource>(), s.GetRequiredService<KeyReader>(),
                s.GetRequiredService<DeletionEvidence>(), s.GetRequiredService<PrivacyLogEvidence>(), s.GetRequiredService<NoticesEvidence>(),
                s.GetRequiredService<SealKeys>(), s.GetRequiredService<IOptions<AcmOptions>>(), s.Clock(), s.Logger<EvidenceReporter>()));
    }
}
