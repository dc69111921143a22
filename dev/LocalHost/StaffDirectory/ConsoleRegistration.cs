using System.Security.Cryptography;
using System.Text;
using LeerId.SignIn;
using Microsoft.Extensions.Options;

namespace LeerId.LocalHost.StaffDirectory;

/// <summary>The registration of the staff console at the simulated directory, where no other app is registered.</summary>
internal sealed class ConsoleRegistration(IConfiguration configuration, IOptions<AcmOptions> acm)
{
    private const string ConsolePath = "/beheer";

    private static readonly string[] Secrets = ["Secrets:staff-client-secret", "Secrets:staff-client-secret:previous"];

    public string ClientId => configuration["Staff:Console:ClientId"] is { Length: > 0 } id ? id : configuration["Staff:Audience"]!;

    /// <summary>The only address to which a code is sent. A request's <c>redirect_uri</c> must equal it exactly.</summary>
    public string RedirectUri => new Uri(AppAddress, $"{ConsolePath}/aangemeld").AbsoluteUri;

    /// <summary>The address that signs a person in, even if another person still has a session of the console in this browser.</summary>
    public string SignInAddress => new Uri(AppAddress, $"{ConsolePath}/aanmelden").AbsoluteUri;

    private Uri AppAddress => acm.Value.OwnAddress;

    /// <summary>Whether a value is a secret of the console. As in Entra ID, the previous secret stays valid until it is removed.</summary>
    public bool IsSecret(string? given) => given is not null && Secrets.Any(
        setting => configuration[setting] is { Length: > 0 } secret
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(secret)));

    /// <summary>Whether the browser may be redirected to an address after signing out. Only addresses of the console are allowed.</summary>
    public bool MayReturnTo(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? uri)
        && uri.GetLeftPart(UriPartial.Authority) == AppAddress.GetLeftPart(UriPartial.Authority)
        && (uri.AbsolutePath == ConsolePath || uri.AbsolutePath.StartsWith($"{ConsolePath}/", StringComparison.Ordinal));
}
