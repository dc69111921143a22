using LeerId.Settings;
using Microsoft.Extensions.Options;

namespace LeerId.SignIn;

/// <summary>Checks the addresses among ACM's settings.</summary>
internal sealed class AcmAddresses(AddressRules rules) : IValidateOptions<AcmOptions>
{
    private const string CallbackPath = "/acm/callback";

    public ValidateOptionsResult Validate(string? name, AcmOptions options)
    {
        List<string> faults = [];
        Uri? issuer = rules.Check(faults, "Acm:Issuer", options.Issuer, options.IssuerAddress);
        if (issuer is not null && (options.Issuer.EndsWith('/') || issuer.Query.Length > 0 || issuer.Fragment.Length > 0))
            faults.Add("Acm:Issuer must not end with a slash, and must not have a query or a fragment.");

        Uri? redirect = rules.Check(faults, "Acm:RedirectUri", options.RedirectUri, options.RedirectAddress);
        if (redirect is not null && (redirect.PathAndQuery != CallbackPath || redirect.Fragment.Length > 0))
            faults.Add($"Acm:RedirectUri must have the path {CallbackPath}, and must not have a query or a fragment.");
        return AddressRules.Result(faults);
    }
}
