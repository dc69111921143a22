using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using LeerId.HandOff;
using LeerId.Notices;
using LeerId.OpenIdConnect;
using LeerId.Pages;
using LeerId.PrivacyLog;
using LeerId.Retention;
using LeerId.Schools;
using LeerId.Schools.Import;
using LeerId.Secrets;
using LeerId.Settings;
using LeerId.SignIn;
using LeerId.Storage;
using LeerId.Students;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeerId.Hosting;

/// <summary>Registers the software with a host, whichever that is.</summary>
public static partial class LeerIdServices
{
    /// <summary>The key of the service that carries the requests to storage in the place of HTTP; there is none unless somebody registers it by this key.</summary>
    public const string StorageTransport = "storage-transport";

    /// <summary>Registers every feature. Settings that are missing or wrong are reported when the host starts, all at once.</summary>
    public static IServiceCollection AddLeerId(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(configuration);
        services.AddSingleton(new AddressRules(configuration));
        services.AddOptions<Schedules>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<Schedules>, SchedulesValidator>();
        return services
            .AddSecrets(configuration)
            .AddStorage(configuration)
            .AddSchools()
            .AddStudents()
            .AddPrivacyLog()
            .AddRuns()
            .AddRetention()
            .AddNotices()
            .AddDisclosures()
            .AddHandOff()
            .AddOpenIdConnect()
            .AddSignIn()
            .AddStaff()
            .AddDataSubjects()
            .AddEvidence()
            .AddSingleton(s => new Readiness(
                s.GetRequiredService<SchoolStore>(), s.Account(StorageAccount.Host),
                [
                    s.GetRequiredService<StudentKeys>().ReadSecretAsync, s.GetRequiredService<HandOffKeys>().ReadSecretAsync,
                    s.GetRequiredService<SignInCookies>().ReadSecretAsync, s.GetRequiredService<AcmCredential>().ReadSecretAsync,
                ],
                s.GetRequiredKeyedService<ProviderMetadata>(AcmOptions.Provider),
                s.Clock(), s.Logger<Readiness>()));
    }

    /// <summary>Has what every sign-in needs read as soon as the host starts: ACM's metadata and keys, the secrets, the schools, the tables.</summary>
    public static IServiceCollection AddLeerIdWarmUp(this IServiceCollection services) => services.AddHostedService(s => new WarmUp(
        [
            // Each is made when it is read: by then every setting was looked at, and what is wrong reported all at once.
            token => s.GetRequiredKeyedService<ProviderMetadata>(AcmOptions.Provider).PreloadAsync(token),
            token => s.GetRequiredService<SchoolWhitelist>().PreloadAsync(token),
            token => s.GetRequiredService<StudentStore>().PrepareAsync(token),
            token => s.GetRequiredService<PrivacyLogStore>().PrepareAsync(token),
            token => s.GetRequiredService<StudentKeys>().ReadSecretAsync(token),
            token => s.GetRequiredService<HandOffKeys>().ReadSecretAsync(token),
            token => s.GetRequiredService<SignInCookies>().ReadSecretAsync(token),
            token => s.GetRequiredService<AcmCredential>().ReadSecretAsync(token),
        ],
        s.Logger<WarmUp>()));

    private static IServiceCollection AddSecrets(this IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton<ISecretReader>(s => configuration["KeyVault:Uri"] is { Length: > 0 } vault
            ? new KeyVaultSecretReader(
                new SecretClient(
                    new Uri(vault), StorageAccount.Credential(configuration.GetSection("KeyVault")),
                    StorageAccount.With(StoragePatience.Page, new SecretClientOptions())),
                s.Clock())
            : new ConfigurationSecretReader(configuration));

    private static IServiceCollection AddOpenIdConnect(this IServiceCollection services)
    {
        services.AddHttpClient(ProviderWire.ClientName, client =>
            {
                client.MaxResponseContentBufferSize = ProviderWire.MaximumAnswerBytes;
                client.Timeout = Timeout.InfiniteTimeSpan;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(4),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            // Its log lines would hold addresses and headers of requests with codes and tokens.
            .RemoveAllLoggers();
        return services.AddSingleton<ProviderWire>();
    }

    private static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        string students = StorageAccount.IsConfigured(configuration, StorageAccount.Students) ? StorageAccount.Students : StorageAccount.Host;
        services.AddOptions<StorageOptions>()
            .Validate(_ => StorageAccount.IsUsable(configuration, StorageAccount.Host), $"{StorageAccount.Host} is not set, or is neither a connection string nor an account.")
            .Validate(_ => students == StorageAccount.Host || StorageAccount.IsUsable(configuration, students), $"{students} is neither a connection string nor an account.")
            .Validate(_ => configuration["KeyVault:Uri"] is null or "" || IsVault(configuration["KeyVault:Uri"]!), "KeyVault:Uri is not an absolute https address.")
            .ValidateOnStart();
        return services
            .AddKeyedSingleton(StorageAccount.Host, (s, _) => Account(s, StorageAccount.Host, StoragePatience.Page))
            .AddKeyedSingleton(StorageAccount.Students, (s, _) => Account(s, students, StoragePatience.Page))
            .AddKeyedSingleton(StorageAccount.StudentsUnattended, (s, _) => Account(s, students, StoragePatience.Unattended));

        StorageAccount Account(IServiceProvider s, string name, StoragePatience patience) =>
            new(configuration, name, patience, s.GetKeyedService<HttpPipelineTransport>(StorageTransport));
    }

    private static bool IsVault(string text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? vault) && vault.Scheme == Uri.UriSchemeHttps;

    private static IServiceCollection AddSchools(this IServiceCollection services) => services
        .AddSingleton(s => new SchoolStore(s.Account(StorageAccount.Students), s.Clock(), s.Logger<SchoolStore>()))
        .AddSingleton(s => new SchoolWhitelist(s.GetRequiredService<SchoolStore>(), s.Clock(), s.Logger<SchoolWhitelist>()))
        .AddSingleton(s => new SchoolRegister(s.GetRequiredService<SchoolStore>(), s.Logger<SchoolRegister>()))
        .AddSingleton(s => new SchoolListReplacement(s.Account(StorageAccount.StudentsUnattended), s.Clock(), s.Logger<SchoolListReplacement>()))
        .AddSingleton(s => new SchoolListImport(
            s.GetRequiredService<SchoolStore>(), s.GetRequiredService<SchoolListReplacement>(), s.Logger<SchoolListImport>()))
        .AddSingleton(s => new OpenSchoolData(
            s.GetRequiredService<SchoolStore>(), s.GetRequiredService<SchoolListReplacement>(), s.Clock(), s.Logger<OpenSchoolData>()));

    private static IServiceCollection AddStudents(this IServiceCollection services) => services
        .AddSingleton(s => new StudentKeys(s.GetRequiredService<ISecretReader>(), s.Clock(), s.Logger<StudentKeys>()))
        .AddSingleton(s => new StudentStore(s.Account(StorageAccount.Students), s.GetRequiredService<StudentKeys>(), s.Clock(), s.Logger<StudentStore>()));

    private static IServiceCollection AddHandOff(this IServiceCollection services)
    {
        services.AddValidated<ApplicationOptions, ApplicationOptionsValidator>(ApplicationOptions.Section);
        return services
            .AddSingleton<IValidateOptions<ApplicationOptions>, ApplicationAddresses>()
            .AddSingleton(s => new HandOffKeys(s.GetRequiredService<ISecretReader>(), s.Clock(), s.Logger<HandOffKeys>()))
            .AddSingleton(s => new HandOffIssuer(
                s.GetRequiredService<HandOffKeys>(), new Uri(s.GetRequiredService<IOptions<AcmOptions>>().Value.RedirectUri),
                s.GetRequiredService<IOptions<ApplicationOptions>>(), s.Clock()));
    }

    private static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddValidated<AcmOptions, AcmOptionsValidator>(AcmOptions.Section);
        services.AddSingleton<IValidateOptions<AcmOptions>, AcmAddresses>();
        return services
            .AddKeyedSingleton(AcmOptions.Provider, (s, _) => s.Provider(AcmOptions.Provider, s.GetRequiredService<IOptions<AcmOptions>>().Value.Issuer))
            .AddSingleton<AcmCredential>()
            .AddSingleton<AcmClient>()
            .AddSingleton<SignInCookies>()
            .AddSingleton<IdTokenValidator>()
            .AddSingleton<SignInJournal>()
            .AddSingleton(s => new StudentClaims(s.GetRequiredService<IOptions<AcmOptions>>().Value.Claims, s.GetRequiredService<RetentionPolicy>()))
            .AddSingleton(s => new ClaimQuality(
                s.GetRequiredService<IOptions<AcmOptions>>().Value.Claims, s.GetRequiredService<RetentionPolicy>(),
                s.GetRequiredService<QualityFindings>(), s.Logger<ClaimQuality>()))
            .AddSingleton<StudentAdmission>()
            .AddSingleton<PupilPages>()
            .AddSingleton(s => new SignInService(
                s.GetRequiredService<AcmClient>(), s.GetRequiredService<IOptions<AcmOptions>>(), s.GetRequiredService<IOptions<ApplicationOptions>>(),
                s.GetRequiredService<SignInCookies>(), s.GetRequiredService<IdTokenValidator>(), s.GetRequiredService<StudentClaims>(),
                s.GetRequiredService<ClaimQuality>(), s.GetRequiredService<StudentAdmission>(), s.GetRequiredService<RetentionPolicy>(), s.GetRequiredService<SignInJournal>(), s.Clock(), s.Logger<SignInService>()));
    }

    private static void AddValidated<TOptions, TValidator>(this IServiceCollection services, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
    }

    private static ProviderMetadata Provider(this IServiceProvider services, string name, string issuer) => new(
        name, issuer, services.GetRequiredService<ProviderWire>(), services.GetRequiredService<AddressRules>(), services.Clock(), services.Logger<ProviderMetadata>());

    private static StorageAccount Account(this IServiceProvider services, string name) => services.GetRequiredKeyedService<StorageAccount>(name);

    private static TimeProvider Clock(this IServiceProvider services) => services.GetRequiredService<TimeProvider>();

    private static ILogger<T> Logger<T>(this IServiceProvider services) => services.GetRequiredService<ILogger<T>>();

    /// <summary>Nothing to bind: <see cref="StorageAccount"/> reads its settings itself, as the Functions host does.</summary>
    private sealed class StorageOptions;
}
