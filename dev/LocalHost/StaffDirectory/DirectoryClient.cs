using System.Security.Cryptography;
using System.Text;

namespace LeerId.LocalHost.StaffDirectory;

/// <summary>The registration of the staff console at the directory: the only app that persons sign in to there.</summary>
internal sealed class DirectoryClient(IConfiguration configuration, LocalHostApplication host)
{
    private const string ConsolePath = "/beheer";

    private static readonly string[] Secrets = ["Secrets:staff-client-secret", "Secrets:staff-client-secret:previous"];

    public string Id => configuration["Staff:Console:ClientId"] is { Length: > 0 } id ? id : configuration["Staff:Audience"]!;

    /// <summary>The only address that a code is sent to, exact to the character.</summary>
    public string RedirectUri => new Uri(host.Address, $"{ConsolePath}/aangemeld").AbsoluteUri;

    /// <summary>Whether it is a secret of the console. As at Entra ID, the former one is good until it is removed.</summary>
    public bool IsSecret(string? given) => given is not null && Secrets.Any(
        setting => configuration[setting] is { Length: > 0 } secret
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(secret)));

    /// <summary>Whether somebody who signs out may be sent there: to a page of the console.</summary>
    public bool MayReturnTo(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? uri)
        && uri.GetLeftPart(UriPartial.Authority) == host.Address.GetLeftPart(UriPartial.Authority)
        && (uri.AbsolutePath == ConsolePath || uri.AbsolutePath.StartsWith($"{ConsolePath}/", StringComparison.Ordinal));
}
