using LeerId.Applications;
using LeerId.Notices;
using LeerId.Secrets.Inventory;
using LeerId.SignIn;
using Microsoft.Extensions.Options;

namespace LeerId.Infra.Tests.Scripts;

/// <summary>The keys that the app makes itself during a first deployment, found in the code.</summary>
internal static class SecretsOfCode
{
    /// <summary>The names of the keys that every app makes, in the order in which it makes them.</summary>
    public static IReadOnlyList<string> MadeByEveryApp { get; } = Made("ClientSecretPost", "RS256");

    /// <summary>The names of the keys of an app whose settings ask for all of them.</summary>
    public static IReadOnlyList<string> MadeByAppWithAll { get; } = Made("PrivateKeyJwt", "ES256");

    private static string[] Made(string clientAuthentication, string idTokenAlgorithm)
    {
        ApplicationsOptions applications = [new ApplicationOptions { ClientId = "a", Name = "A", IdTokenAlgorithm = idTokenAlgorithm }];
        SecretInventory inventory = new(
            Options.Create(new AcmOptions { ClientAuthentication = clientAuthentication }), Options.Create(new SmtpOptions()),
            new ApplicationRegister(Options.Create(applications)));
        return [.. inventory.All.Where(secret => secret.Form is not null).Select(secret => secret.Name)];
    }
}
