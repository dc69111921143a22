using LeerId.AcmSimulator;
using LeerId.LocalHost.Faults;
using LeerId.SignIn;
using Simulator = LeerId.AcmSimulator.AcmSimulator;

namespace LeerId.LocalHost.Services;

/// <summary>Runs a simulated ACM, whose registration of the app matches this host's settings. The setting Acm:Issuer replaces it.</summary>
public sealed class DevelopmentAcm : ILocalService
{
    /// <summary>The setting with the simulator's address; absent if another provider is used.</summary>
    public const string AddressSetting = "LocalHost:AcmSimulator";

    // This is longer than the eight seconds for which the app waits for the tokens.
    private static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(10);

    public bool IsReplacedBy(IConfiguration developerSettings) => developerSettings["Acm:Issuer"] is not null;

    public async Task<StartedService> StartAsync(LocalServiceContext context, CancellationToken cancellationToken)
    {
        IConfiguration settings = context.Settings;
        AcmOptions acm = settings.GetSection("Acm").Get<AcmOptions>() ?? new AcmOptions();
        Simulator simulator = await Simulator.StartAsync(
            new AcmSimulatorOptions
            {
                Clock = context.Clock,
                Personas = [.. Personas.All, .. Personas.Class],
                Dossier = new Dossier
                {
                    ClientId = acm.ClientId,
                    ClientSecret = settings["Secrets:acm-client-secret"],
                    ClientPublicKeyPem = settings["Secrets:acm-client-key"],
                    RedirectUris = [context.RedirectUri],
                    PostLogoutRedirectUris = [new Uri(context.RedirectUri, "/end-session/done")],
                },
            },
            cancellationToken);
        return new StartedService(
            new Dictionary<string, string?>
            {
                ["Acm:Issuer"] = simulator.Issuer,
                [AddressSetting] = simulator.Address.ToString(),
            },
            simulator)
        {
            Fault = new SimulatedFault(
                "acm", "ACM is slow",
                "ACM answers the functions after ten seconds, which is longer than they wait. A pupil who signs in is refused and asked to try again later.",
                context.Clock, on => simulator.AnswerDelay = on ? SlowAnswer : TimeSpan.Zero),
        };
    }
}
