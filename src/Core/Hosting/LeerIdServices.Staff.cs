using LeerId.DataSubjects;
using LeerId.HandOff;
using LeerId.PrivacyLog;
using LeerId.Runs;
using LeerId.Staff;
using LeerId.Staff.Admission;
using LeerId.Storage;
using LeerId.Students;
using LeerId.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LeerId.Hosting;

/// <content>What staff do.</content>
public static partial class LeerIdServices
{
    private static IServiceCollection AddStaff(this IServiceCollection services)
    {
        services.AddValidated<StaffOptions, StaffOptionsValidator>(StaffOptions.Section);
        services.AddSingleton<IValidateOptions<StaffOptions>, StaffIssuer>();
        return services
            .AddKeyedSingleton(StaffOptions.Provider, (s, _) => s.Provider(StaffOptions.Provider, s.GetRequiredService<IOptions<StaffOptions>>().Value.Issuer))
            .AddSingleton<StaffTokenValidator>()
            .AddSingleton(s => new StaffAccess(s.GetRequiredService<StaffTokenValidator>(), s.Logger<StaffAccess>()))
            .AddSingleton<OpenApiDocument>();
    }

    // What staff do for a pupil, or to help one.
    private static IServiceCollection AddDataSubjects(this IServiceCollection services) => services
        .AddSingleton(s => new StudentAccountSearch(
            s.Account(StorageAccount.StudentsUnattended), s.GetRequiredService<StudentKeys>(), s.Clock(), s.Logger<StudentAccountSearch>()))
        .AddSingleton<StudentFinder>()
        .AddSingleton<StudentAccessLog>()
        .AddSingleton<StudentDossiers>()
        .AddSingleton<StudentDossierPage>()
        .AddSingleton<ErasureProofs>()
        .AddSingleton(s => new StudentLookup(
            s.GetRequiredService<StudentFinder>(), s.GetRequiredService<StudentAccessLog>(), s.GetRequiredService<StudentDossiers>()))
        .AddSingleton(s => new StudentErasure(
            s.GetRequiredService<StudentFinder>(), s.GetRequiredService<StudentStore>(), s.GetRequiredService<StudentAccessLog>(),
            s.GetRequiredService<RunStore>(), s.GetRequiredService<ErasureProofs>(), s.Clock(), s.Logger<StudentErasure>()))
        .AddSingleton(s => new PrivacyLogSearch(
            s.GetRequiredService<PrivacyLogReader>(), s.GetRequiredService<IOptions<PrivacyLogOptions>>(), s.Clock()))
        .AddSingleton(s => new StudentPrivacyLog(
            s.GetRequiredService<StudentFinder>(), s.GetRequiredService<PrivacyLogReader>(), s.GetRequiredService<IOptions<PrivacyLogOptions>>(), s.Clock()))
        .AddSingleton(s => new SupportCodes(s.GetRequiredService<PrivacyLogReader>(), s.GetRequiredService<IOptions<ApplicationOptions>>()));
}
