using LeerId.Disclosures;
using LeerId.Notices;
using LeerId.Platform;
using LeerId.PrivacyLog;
using LeerId.Retention;
using LeerId.Runs;
using LeerId.Students;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Hosting;

/// <summary>Notices to the data protection officers, and what is told by one beforehand: disclosures.</summary>
public static partial class LeerIdServices
{
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
}
