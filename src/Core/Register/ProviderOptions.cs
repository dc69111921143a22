using System.Globalization;
using LeerId.Notices;

namespace LeerId.Register;

/// <summary>The provider. Settings <c>Register:Provider:*</c>.</summary>
public sealed class ProviderOptions
{
    /// <summary>The name of the organisation.</summary>
    public string Name { get; set; } = "";

    /// <summary>The address of the organisation, on one line.</summary>
    public string Address { get; set; } = "";

    /// <summary>The number of the organisation in the Crossroads Bank for Enterprises, with or without dots; empty when it has none.</summary>
    public string EnterpriseNumber { get; set; } = "";

    /// <summary>The mail address of the organisation; that of its data protection officer is <c>Dpo:Provider:Mail</c>.</summary>
    public string Contact { get; set; } = "";

    internal IEnumerable<string> Faults(string section)
    {
        foreach (string missing in RegisterOptions.Missing(
            ($"{section}:{nameof(Name)}", Name), ($"{section}:{nameof(Address)}", Address), ($"{section}:{nameof(Contact)}", Contact)))
        {
            yield return missing;
        }

        if (!string.IsNullOrEmpty(Contact) && MailAddress.Parse(Contact) is null)
            yield return $"{section}:{nameof(Contact)} must be one mail address.";
        if (!string.IsNullOrEmpty(EnterpriseNumber) && !IsEnterpriseNumber(EnterpriseNumber))
            yield return $"{section}:{nameof(EnterpriseNumber)} must be an enterprise number of ten digits with valid check digits.";
    }

    // The last two digits are 97 minus the remainder of the first eight divided by 97.
    private static bool IsEnterpriseNumber(string text)
    {
        string digits = text.Replace(".", "", StringComparison.Ordinal);
        return digits.Length == 10 && digits.All(char.IsAsciiDigit) && digits[0] is '0' or '1'
            && 97 - (int.Parse(digits[..8], CultureInfo.InvariantCulture) % 97) == int.Parse(digits[8..], CultureInfo.InvariantCulture);
    }
}
