using LeerId.Disclosures;
using LeerId.Evidence;
using LeerId.Evidence.Measures;
using LeerId.Notices;
using LeerId.PrivacyLog;
using LeerId.PrivacyLog.Seals;
using LeerId.Retention;
using LeerId.Runs;
using LeerId.Secrets;
using LeerId.SignIn;
using LeerId.Storage;
using LeerId.Students;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LeerId.Hosting;

/// <content>What the protocol asks besides signing pupils in.</content>
public static partial class LeerIdServices
{
    private static IServiceCollection AddPrivacyLog(this IServiceCollection services)
    {
        services.AddValidated<PrivacyLogOptions, PrivacyLogOptionsValidator>(PrivacyLogOptions.Section);
        return services
            .AddSingleton(s => new PrivacyLogStore(s.Account(StorageAccount.Students), s.Clock()))
            .AddSingleton(s => new PrivacyLogReader(
                s.GetRequiredService<PrivacyLogStore>(), s.GetRequiredService<StudentKeys>(), s.Account(StorageAccount.StudentsUnattended), s.Clock(),
                s.Logger<PrivacyLogReader>()))
            .AddSingleton(s => new PrivacyLogExpiry(
                s.Account(StorageAccount.StudentsUnattended), s.GetRequiredService<RunStore>(), s.GetRequiredService<IOptions<PrivacyLogOptions>>(),
                s.Clock(), s.Logger<PrivacyLogExpiry>()))
            .AddSingleton(s => new SealKeys(s.GetRequiredService<ISecretReader>(), s.Clock(), s.Logger<SealKeys>()))
            .AddSingleton(s => new SealStore(s.Account(StorageAccount.StudentsUnattended)))
            .AddSingleton(s => new PrivacyLogDays(s.Account(StorageAccount.StudentsUnattended), s.Clock()))
            .AddSingleton(s => new DailySeal(
                s.GetRequiredService<PrivacyLogDays>(), s.GetRequiredService<SealStore>(), s.GetRequiredService<SealKeys>(),
                s.GetRequiredService<RunStore>(), s.Logger<DailySeal>()))
            .AddSingleton(s => new SealVerifier(
                s.GetRequiredService<PrivacyLogDays>(), s.GetRequiredService<SealStore>(), s.GetRequiredService<SealKeys>(),
                s.GetRequiredService<IOptions<PrivacyLogOptions>>(), s.Clock()));
    }

    private static IServiceCollection AddRuns(this IServiceCollection services) => services
        .AddSingleton(s => new RunStore(s.Account(StorageAccount.Students), s.Clock()));

    private static IServiceCollection AddRetention(this IServiceCollection services)
    {
        services.AddValidated<RetentionOptions, RetentionOptionsValidator>(RetentionOptions.Section);
        services.AddValidated<AgreementOptions, AgreementOptionsValidator>(AgreementOptions.Section);
        return services
            .AddSingleton(s => new RetentionPolicy(
                s.GetRequiredService<IOptions<RetentionOptions>>(), s.GetRequiredService<IOptions<AgreementOptions>>(), s.Clock()))
            .AddSingleton(s => new StudentInventory(s.Account(StorageAccount.StudentsUnattended)))
            .AddSingleton(s => new RetentionSweep(
                s.GetRequiredService<RetentionPolicy>(), s.GetRequiredService<StudentInventory>(), s.GetRequiredService<RunStore>(), s.Logger<RetentionSweep>()));
    }

    private static IServiceCollection AddNotices(this IServiceCollection services)
    {
        services.AddValidated<DpoOptions, DpoOptionsValidator>(DpoOptions.Section);
        services.AddValidated<SmtpOptions, SmtpOptionsValidator>(SmtpOptions.Section);
        return services
            .AddSingleton(s => new NoticeRows(s.Account(StorageAccount.Students), s.Logger<NoticeRows>()))
            .AddSingleton(s => new NoticeQueue(s.Account(StorageAccount.Host)))
            .AddSingleton<NoticeMailer>()
            .AddSingleton(s => new NoticeRegister(
                s.GetRequiredService<NoticeRows>(), s.GetRequiredService<NoticeQueue>(), s.Clock(), s.Logger<NoticeRegister>()))
            .AddSingleton(s => new NoticeRelay(
                s.GetRequiredService<NoticeRows>(), s.GetRequiredService<NoticeMailer>(), s.Clock(), s.Logger<NoticeRelay>()))
            .AddSingleton(s => new NoticeRequeue(
                s.GetRequiredService<NoticeRows>(), s.GetRequiredService<NoticeRegister>(), s.GetServices<IDueNotices>(),
                s.GetRequiredService<RunStore>(), s.Clock(), s.Logger<NoticeRequeue>()))
            .AddSingleton(s => new DeadlineReminders(
                s.GetRequiredService<NoticeRows>(), s.GetRequiredService<NoticeRegister>(), s.GetRequiredService<RunStore>(),
                s.Clock(), s.Logger<DeadlineReminders>()))
            .AddSingleton(s => new QualityFindingRows(
                s.Account(StorageAccount.Students), s.GetRequiredService<NoticeRegister>(), s.Logger<QualityFindingRows>()))
            .AddSingleton<QualityFindings>()
            .AddSingleton<IDueNotices, QualitySummaries>()
            .AddHostedService<QualityFindingWriter>();
    }

    private static IServiceCollection AddDisclosures(this IServiceCollection services)
    {
        services.AddValidated<DisclosureOptions, DisclosureOptionsValidator>(DisclosureOptions.Section);
        return services
            .AddSingleton(s => new DisclosureRows(s.Account(StorageAccount.Students), s.Logger<DisclosureRows>()))
            .AddSingleton<BoardSchools>()
            .AddSingleton<DisclosureNotices>()
            .AddSingleton<IDueNotices>(s => s.GetRequiredService<DisclosureNotices>())
            .AddSingleton<DisclosureConditions>()
            .AddSingleton(s => new DisclosureRegister(
                s.GetRequiredService<DisclosureRows>(), s.GetRequiredService<DisclosureNotices>(), s.GetRequiredService<BoardSchools>(),
                s.GetRequiredService<DisclosureConditions>(), s.GetRequiredService<RetentionPolicy>(), s.Clock(), s.Logger<DisclosureRegister>()))
            .AddSingleton(s => new StudentUuidReader(s.Account(StorageAccount.StudentsUnattended), s.Logger<StudentUuidReader>()))
            .AddSingleton(s => new DisclosureReleaser(
                s.GetRequiredService<DisclosureRows>(), s.GetRequiredService<DisclosureNotices>(), s.GetRequiredService<DisclosureConditions>(),
                s.GetRequiredService<StudentUuidReader>(), new PrivacyLogStore(s.Account(StorageAccount.StudentsUnattended), s.Clock()),
                s.GetRequiredService<RetentionPolicy>(), s.Clock(), s.Logger<DisclosureReleaser>()));
    }

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
            .AddSingleton<IMeasureSource, DisclosureMeasures>()
            .AddSingleton<KeyReader>()
            .AddSingleton<DeletionEvidence>()
            .AddSingleton<PrivacyLogEvidence>()
            .AddSingleton<NoticesEvidence>()
            .AddSingleton<DisclosuresEvidence>()
            .AddSingleton<EvidencePage>()
            .AddSingleton(s => new EvidenceReporter(
                s.GetRequiredService<RegisterWriter>(), s.GetServices<IMeasureSource>(), s.GetRequiredService<KeyReader>(),
                s.GetRequiredService<DeletionEvidence>(), s.GetRequiredService<PrivacyLogEvidence>(), s.GetRequiredService<NoticesEvidence>(),
                s.GetRequiredService<DisclosuresEvidence>(), s.GetRequiredService<SealKeys>(), s.GetRequiredService<IOptions<AcmOptions>>(), s.Clock(), s.Logger<EvidenceReporter>()));
    }
}
