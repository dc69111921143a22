using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LeerId.Settings;

/// <summary>
/// The rules for addresses in settings: absolute, https, and without user info. Plain http is accepted in development only, from loopback addresses.
/// </summary>
public sealed class AddressRules(IConfiguration configuration)
{
    private readonly bool _isDevelopment = IsDevelopment(configuration);

    /// <summary>Whether plain http is accepted from loopback addresses: in development only.</summary>
    public bool AcceptsPlainHttp => _isDevelopment;

    /// <summary>Whether this is the development environment, on the machine of a developer.</summary>
    public static bool IsDevelopment(IConfiguration configuration) =>
        string.Equals(configuration["AZURE_FUNCTIONS_ENVIRONMENT"], "Development", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the address may be used: https, or in development http on a loopback address.</summary>
    public bool IsSecure(Uri address) =>
        address.IsAbsoluteUri && address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (_isDevelopment && address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    /// <summary>Reads the address in a setting; null when it isn't absolute.</summary>
    public static Uri? Parse(string? text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? address) ? address : null;

    /// <summary>Returns the address of a setting if it may be used, and otherwise adds a fault. The attributes report an empty setting.</summary>
    /// <param name="faults">The faults that were found.</param>
    /// <param name="setting">The name of the setting.</param>
    /// <param name="text">The setting.</param>
    /// <param name="address">The address that was read from the setting; null when there is none.</param>
    public Uri? Check(List<string> faults, string setting, string text, Uri? address)
    {
        if (text.Length == 0)
            return null;
        if (address is not null && IsSecure(address))
            return address;
        faults.Add($"{setting} is not an absolute https address.");
        return null;
    }

    /// <summary>The result of a validation that collected these faults.</summary>
    public static ValidateOptionsResult Result(List<string> faults) =>
        faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
}
