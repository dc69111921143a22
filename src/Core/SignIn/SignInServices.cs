using LeerId.Load;
using LeerId.OpenIdConnect;
using LeerId.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeerId.SignIn;

/// <summary>Registers the sign-in of pupils at ACM.</summary>
internal static class SignInServices
{
    public static IServiceCollection AddSignIn(this IServiceCollection services) => services
        .AddValidated<AcmOptions, AcmOptionsValidator>(AcmOptions.Section)
        .AddSingleton<IValidateOptions<AcmOptions>, AcmAddresses>()
        .AddProvider(AcmOptions.Provider, s => s.GetRequiredService<IOptions<AcmOptions>>().Value.Issuer)
        .AddSingleton<AcmCredential>()
        .AddSingleton<AcmClient>()
        .AddKeyedSingleton(AcmOptions.Provider, (s, _) => new CircuitBreaker(
            AcmOptions.Provider,
            outcome => AcmClient.IsFault(outcome.Exception),
            token => s.GetRequiredService<AcmClient>().ProbeAsync(token),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<CircuitBreaker>>()))
        .AddSingleton<SignInCookies>()
        .AddSingleton<IdTokenValidator>()
        .AddSingleton<SignInAttempts>()
        .AddSingleton<SignInTally>()
        .AddSingleton<RefusalBacklog>()
        .AddHostedService<RefusalBacklogWriter>()
        .AddSingleton<SignInJournal>()
        .AddSingleton<SignInThrottle>()
        .AddSingleton<StudentClaims>()
        .AddSingleton<ClaimQuality>()
        .AddSingleton<StudentAdmission>()
        .AddSingleton<SignInService>();
}
