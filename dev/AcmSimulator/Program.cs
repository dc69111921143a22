using System.Runtime.InteropServices;

namespace LeerId.AcmSimulator;

/// <summary>Runs one simulator until the process is stopped.</summary>
internal static class Program
{
    public static async Task Main(string[] args)
    {
        IConfiguration settings = new ConfigurationBuilder().AddCommandLine(args).Build();
        AcmSimulatorOptions options = new()
        {
            Address = new(settings["urls"] ?? "http://127.0.0.1:5005"),
            Dossier = new()
            {
                ClientId = settings["client-id"] ?? "leerid-functions",
                ClientSecret = settings["client-secret"] ?? "only-for-development",
                ClientPublicKeyPem = settings["client-public-key"] is { } path ? await File.ReadAllTextAsync(path) : null,
                RedirectUris = [new(settings["redirect-uri"] ?? "http://127.0.0.1:7071/acm/callback")],
                PostLogoutRedirectUris = [new(settings["post-logout-redirect-uri"] ?? "http://127.0.0.1:7071/")],
            },
        };

        TaskCompletionSource stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);

        await using AcmSimulator simulator = await AcmSimulator.StartAsync(options);
        Console.WriteLine($"ACM simulator: {simulator.Issuer}/.well-known/openid-configuration");
        await stop.Task;

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.TrySetResult();
        }
    }
}
