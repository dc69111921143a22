using LeerId.SignIn;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LeerId.Hosting;

/// <summary>
/// Addresses are absolute and https, without user info; plain http is accepted from loopback addresses only, and only in
/// development.
/// </summary>
internal sealed class AddressRules(IConfiguration configuration) : IValidateOptions<AcmOptions>, IValidateOptions<ApplicationOptions>
{
    private const string CallbackPath = "/acm/callback";

    private readonly bool _isDevelopment = string.Equals(
        configuration["AZURE_FUNCTIONS_ENVIRONMENT"], "Development", StringComparison.OrdinalIgnoreCase);

    public ValidateOptionsResult Validate(string? name, AcmOptions options)
    {
        List<string> faults = [];
        Uri? issuer = Check(faults, "Acm:Issuer", options.Issuer);
        if (issuer is not null && (options.Issuer.EndsWith('/') || issuer.Query.Length > 0 || issuer.Fragment.Length > 0))
            faults.Add("Acm:Issuer has a slash at the end, a query or a fragment.");

        Uri? redirect = Check(faults, "Acm:RedirectUri", options.RedirectUri);
        if (redirect is not null && (redirect.PathAndQuery != CallbackPath || redirect.Fragment.Length > 0))
            faults.Add($"Acm:RedirectUri has another path than {CallbackPath}, or more than a path.");
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
        address.IsAbsoluteUri && address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (_isDevelopment && address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    private static ValidateOptionsResult Result(List<string> faults) =>
        faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

    // Gives the address where it is a good one. One that is missing is reported by the attributes.
    private Uri? Check(List<string> faults, string setting, string text)
    {
        if (text.Length == 0)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && IsSecure(address))
            return address;
        faults.Add($"{setting} is not an absolute https address.");
        return null;
    }
}
