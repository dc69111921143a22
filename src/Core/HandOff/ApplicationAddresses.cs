using LeerId.Settings;
using Microsoft.Extensions.Options;

namespace LeerId.HandOff;

/// <summary>Checks the addresses among the application's settings.</summary>
internal sealed class ApplicationAddresses(AddressRules rules) : IValidateOptions<ApplicationOptions>
{
    public ValidateOptionsResult Validate(string? name, ApplicationOptions options)
    {
        List<string> faults = [];
        rules.Check(faults, "Application:LandingUrl", options.LandingUrl, options.LandingAddress);
        rules.Check(faults, "Application:SignedOutUrl", options.SignedOutUrl, options.SignedOutAddress);
        return AddressRules.Result(faults);
    }
}
