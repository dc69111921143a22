using Microsoft.Extensions.DependencyInjection;

namespace LeerId.DataSubjects;

/// <summary>Registers what staff do for a pupil as a data subject.</summary>
internal static class DataSubjectServices
{
    public static IServiceCollection AddDataSubjects(this IServiceCollection services) => services
        .AddSingleton<StudentFinder>()
        .AddSingleton<StudentAccessLog>()
        .AddSingleton<StudentLogs>()
        .AddSingleton<DossierTexts>()
        .AddSingleton<StudentDossiers>()
        .AddSingleton<ErasureProofs>()
        .AddSingleton<StudentLookup>()
        .AddSingleton<StudentErasure>()
        .AddSingleton<StudentQualityReports>()
        .AddSingleton<NoticePupils>()
        .AddSingleton<StudentRestrictions>()
        .AddSingleton<StudentPrivacyLog>()
        .AddSingleton<LogConsultation>();
}
