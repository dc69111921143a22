using LeerId.Applications;
using LeerId.Archive;
using LeerId.DataSubjects;
using LeerId.Disclosures;
using LeerId.Evidence;
using LeerId.Evidence.Measures;
using LeerId.Information;
using LeerId.Load;
using LeerId.Notices;
using LeerId.OpenIdConnect;
using LeerId.Overview;
using LeerId.PrivacyLog;
using LeerId.PrivacyLog.Seals;
using LeerId.Provider;
using LeerId.Register;
using LeerId.Requests;
using LeerId.Restrictions;
using LeerId.Retention;
using LeerId.Runs;
using LeerId.Schools;
using LeerId.Schools.Import;
using LeerId.Schools.Refusals;
using LeerId.Secrets;
using LeerId.Secrets.Inventory;
using LeerId.Settings;
using LeerId.SignIn;
using LeerId.Staff;
using LeerId.Staff.Admission;
using LeerId.Staff.Confidentiality;
using LeerId.Staff.Sessions;
using LeerId.Storage;
using LeerId.Students;
using LeerId.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace LeerId.Hosting;

/// <summary>Registers the software with a host.</summary>
public static class LeerIdServices
{
    /// <summary>Registers every feature. Missing and wrong settings are reported together when the host starts.</summary>
    public static IServiceCollection AddLeerId(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(configuration);
        services.AddOptions<Schedules>().ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<Schedules>, SchedulesValidator>()
            .AddSingleton<AddressRules>()
            .AddSingleton<Shutdown>()
            .AddStorage(configuration, createsMissing: AddressRules.IsDevelopment(configuration))
            .AddSecrets(configuration)
            .AddOpenIdConnect()
            .AddRuns()
            .AddSchools()
            .AddSchoolImport()
            .AddSchoolRefusals()
            .AddStudents()
            .AddStaff()
            .AddConfidentiality()
            .AddStaffSessions()
            .AddStaffAdmission()
            .AddNotices()
            .AddPrivacyLog()
            .AddRestrictions()
            .AddApplications()
            .AddSeals()
            .AddArchive()
            .AddRequests()
            .AddRetention()
            .AddRegister()
            .AddDisclosures()
            .AddSignIn()
            .AddProviderRules()
            .AddSecretInventory()
            .AddInformation()
            .AddOverview()
            .AddDataSubjects()
            .AddSupport()
            .AddEvidence()
            .AddMeasures()
            .AddSingleton<SignInSecrets>()
            .AddSingleton<Readiness>()
            .AddSingleton<OperationReader>();
    }

    /// <summary>
    /// Reads what every sign-in needs as soon as the host starts: ACM's metadata and keys, the secrets, the schools, the tables. During a first
    /// deployment, makes the app's own keys in the vault.
    /// </summary>
    public static IServiceCollection AddLeerIdWarmUp(this IServiceCollection services) => services.AddHostedService<WarmUp>().AddHostedService<FirstStart>();
}
