using System.Security.Cryptography;
using LeerId.ExampleApplication;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace LeerId.LocalHost.Services;

/// <summary>Runs the example application that pupils sign in to, on its own port. The setting Applications:0:ClientId replaces it.</summary>
public sealed class DevelopmentApplication : ILocalService
{
    /// <summary>The setting with the application's address; absent if other applications are configured.</summary>
    public const string AddressSetting = "LocalHost:ExampleApplication";

    private const string ClientId = "oefenapp";
    private const string SecretName = "application-oefenapp-secret";

    public bool IsReplacedBy(IConfiguration developerSettings) => developerSettings["Applications:0:ClientId"] is not null;

    public async Task<StartedService> StartAsync(LocalServiceContext context, CancellationToken cancellationToken)
    {
        string secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        WebApplication application = Application.Build(
        [
            "--urls", "http://127.0.0.1:0", "--Issuer", context.AppAddress.ToString(), "--ClientId", ClientId, "--ClientSecret", secret,
            "--StartPage", context.Address.ToString(),
        ]);
        await application.StartAsync(cancellationToken);
        Uri address = new(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return new StartedService(
            new Dictionary<string, string?>
            {
                [AddressSetting] = address.ToString(),
                ["Applications:0:ClientId"] = ClientId,
                ["Applications:0:Name"] = "de oefenapp",
                ["Applications:0:RedirectUris:0"] = new Uri(address, "signin-oidc").ToString(),
                ["Applications:0:PostLogoutRedirectUris:0"] = new Uri(address, "signout-callback-oidc").ToString(),
                ["Applications:0:InitiateLoginUri"] = new Uri(address, "sign-in").ToString(),
                ["Applications:0:ClientAuthentication"] = "ClientSecretPost",
                [$"Secrets:{SecretName}"] = secret,
            },
            application);
    }
}
