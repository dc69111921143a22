using LeerId.Runs;
using LeerId.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Notices;

/// <summary>Registers the services for the notices to the data protection officers.</summary>
internal static class NoticeServices
{
    public static IServiceCollection AddNotices(this IServiceCollection services) => services
        .AddValidated<DpoOptions, DpoOptionsValidator>(DpoOptions.Section)
        .AddValidated<RequestMailOptions, RequestMailOptionsValidator>(RequestMailOptions.Section)
        .AddValidated<SmtpOptions, SmtpOptionsValidator>(SmtpOptions.Section)
        .AddSingleton<NoticeRows>()
        .AddSingleton<NoticeQueue>()
        .AddSingleton<IdentityEncryption>()
        .AddSingleton<OfficerCertificateWatch>()
        .AddSingleton<NoticeMailer>()
        .AddSingleton<NoticeRegister>()
        .AddSingleton<NoticeList>()
        .AddSingleton<BreachRegister>()
        .AddSingleton<NoticeEndings>()
        .AddSingleton<ProcessorNotices>()
        .AddSingleton<DovProcessors>()
        .AddSingleton<NoticeRelay>()
        .AddSingleton<NoticeRequeue>()
        .AddSingleton<DeadlineReminders>()
        .AddSingleton<IPrunedRecords, NoticePruning>()
        .AddSingleton<QualityFindingRows>()
        .AddSingleton<QualityFindings>()
        .AddSingleton<IDueNotices, QualitySummaries>()
        .AddHostedService<QualityFindingWriter>();
}
