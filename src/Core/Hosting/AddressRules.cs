using LeerId.SignIn;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LeerId.Hosting;

/// <summary>
/// Addresses are absolute and https; plain http is accepted from loopback addresses only, and only in development.
/// </summary>
internal sealed class AddressRules(IConfiguration configuration) : IValidateOptions<AcmOptions>, IValidateOptions<ApplicationOptions>
{
    private const string CallbackPath = "/acm/callback";

    private readonly bool _isDevelopment = string.Equals(
        configuration["AZURE_FUNCTIONS_ENVIRONMENT"], "Development", StringComparison.OrdinalIgnoreCase);

    public ValidateOptionsResult Validate(string? name, AcmOptions options)
    {
        List<string> faults = [];
        // What is missing altogether is reported by the attributes.
        if (options.Issuer.Length > 0)
        {
            Check(faults, "Acm:Issuer", Uri.TryCreate(options.Issuer, UriKind.RelativeOrAbsolute, out Uri? issuer) ? issuer : null);
            if (options.Issuer.EndsWith('/'))
                faults.Add("Acm:Issuer ends with a slash.");
        }

        Check(faults, "Acm:RedirectUri", options.RedirectUri);
        if (options.RedirectUri is { IsAbsoluteUri: true } redirect && redirect.PathAndQuery != CallbackPath)
            faults.Add($"Acm:RedirectUri has another path than {CallbackPath}.");
        return Result(faults);
    }

    public ValidateOptionsResult Validate(string? name, ApplicationOptions options)
    {
        List<string> faults = [];
        Check(faults, "Application:LandingUrl", options.LandingUrl);
        Check(faults, "Application:SignedOutUrl", options.SignedOutUrl);
        return Result(faults);
    }

    /// <summary>Whether the address may be used: https, or in development http on the loopback.</summary>
    public bool IsSecure(Uri address) =>
        address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || (_isDevelopment && address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    private static ValidateOptionsResult Result(List<string> faults) =>
        faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

    private void Check(List<string> faults, string setting, Uri? address)
    {
        if (address is not null && !IsSecure(address))
            faults.Add($"{setting} is not an absolute https address.");
    }
}
