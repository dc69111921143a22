using Microsoft.Extensions.DependencyInjection;

namespace LeerId.DataSubjects;

/// <summary>Registers the services with which staff handle the rights of pupils as data subjects.</summary>
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
