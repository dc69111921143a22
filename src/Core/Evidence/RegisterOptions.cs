using System.ComponentModel.DataAnnotations;
using LeerId.Notices;
using LeerId.Settings;
using Microsoft.Extensions.Options;

namespace LeerId.Evidence;

/// <summary>
/// What the register of processing activities says that the software can't know itself (GDPR, article 30; protocol, article 6).
/// Settings <c>Register:*</c>. The texts stand in the report as they are.
/// </summary>
public sealed class RegisterOptions : IValidatableObject
{
    internal const string Section = "Register";

    /// <summary>Who processes the data.</summary>
    public ProviderOptions Provider { get; set; } = new();

    /// <summary>The protocol with DOV.</summary>
    public ProtocolOptions Protocol { get; set; } = new();

    /// <summary>The processors, by any key: <c>Register:Processors:0:Name</c>.</summary>
    public Dictionary<string, ProcessorOptions> Processors { get; set; } = [];

    /// <summary>Transfers outside the European Economic Area and their safeguards; empty when there are none.</summary>
    public string Transfers { get; set; } = "";

    /// <summary>Where the risk assessment of article 6 is to be found; empty when nobody said.</summary>
    public string RiskAssessment { get; set; } = "";

    /// <summary>Measures outside the software, by any key: how staff are made aware, bound to confidentiality, and so on.</summary>
    public Dictionary<string, string> OrganisationalMeasures { get; set; } = [];

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // A setting that is null in a file leaves null here, whatever the type says.
        IEnumerable<string> faults = Provider.Faults($"{Section}:{nameof(Provider)}")
            .Concat(Protocol.Faults($"{Section}:{nameof(Protocol)}"))
            .Concat(Processors.SelectMany(processor => processor.Value.Faults($"{Section}:{nameof(Processors)}:{processor.Key}", Transfers)));
        return faults.Select(fault => new ValidationResult(fault));
    }

    internal static IEnumerable<string> Missing(params (string Setting, string? Value)[] required) =>
        required.Where(setting => string.IsNullOrWhiteSpace(setting.Value)).Select(setting => $"{setting.Setting} is not set.");
}

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
            yield return $"{section}:{nameof(Contact)} is not one mail address.";
        if (!string.IsNullOrEmpty(EnterpriseNumber) && !IsEnterpriseNumber(EnterpriseNumber))
            yield return $"{section}:{nameof(EnterpriseNumber)} is not an enterprise number of ten digits with its check digits.";
    }

    // The last two digits are 97 less the remainder of the first eight by 97.
    private static bool IsEnterpriseNumber(string text)
    {
        string digits = text.Replace(".", "", StringComparison.Ordinal);
        return digits.Length == 10 && digits.All(char.IsAsciiDigit) && digits[0] is '0' or '1'
            && 97 - (int.Parse(digits[..8], System.Globalization.CultureInfo.InvariantCulture) % 97)
                == int.Parse(digits[8..], System.Globalization.CultureInfo.InvariantCulture);
    }
}

/// <summary>The protocol with DOV. Settings <c>Register:Protocol:*</c>.</summary>
public sealed class ProtocolOptions
{
    /// <summary>The title of the protocol, or where it is published.</summary>
    public string Reference { get; set; } = "";

    /// <summary>The day on which the protocol was made, <c>yyyy-MM-dd</c>.</summary>
    public string Date { get; set; } = "";

    /// <summary>The day in <see cref="Date"/>; null only before validation.</summary>
    internal DateOnly? Day => SettingDay.Parse(Date);

    internal IEnumerable<string> Faults(string section)
    {
        foreach (string missing in RegisterOptions.Missing(($"{section}:{nameof(Reference)}", Reference), ($"{section}:{nameof(Date)}", Date)))
            yield return missing;
        if (!string.IsNullOrEmpty(Date) && Day is null)
            yield return $"{section}:{nameof(Date)} is not a day in the form 2028-01-01.";
    }
}

/// <summary>A processor (GDPR, article 28). Settings <c>Register:Processors:x:*</c>.</summary>
public sealed class ProcessorOptions
{
    /// <summary>The name of the organisation.</summary>
    public string Name { get; set; } = "";

    /// <summary>What the processor does.</summary>
    public string Service { get; set; } = "";

    /// <summary>The country where the processor does it: two capital letters (ISO 3166-1).</summary>
    public string Country { get; set; } = "";

    /// <summary>The reference of the agreement of article 28.</summary>
    public string Agreement { get; set; } = "";

    /// <summary>The first day of the agreement, <c>yyyy-MM-dd</c>.</summary>
    public string Since { get; set; } = "";

    /// <summary>The day in <see cref="Since"/>; null only before validation.</summary>
    internal DateOnly? SinceDay => SettingDay.Parse(Since);

    internal IEnumerable<string> Faults(string section, string transfers)
    {
        foreach (string missing in RegisterOptions.Missing(
            ($"{section}:{nameof(Name)}", Name), ($"{section}:{nameof(Service)}", Service), ($"{section}:{nameof(Country)}", Country),
            ($"{section}:{nameof(Agreement)}", Agreement), ($"{section}:{nameof(Since)}", Since)))
        {
            yield return missing;
        }

        if (!string.IsNullOrEmpty(Since) && SinceDay is null)
            yield return $"{section}:{nameof(Since)} is not a day in the form 2028-01-01.";
        if (!string.IsNullOrEmpty(Country) && !(Country.Length == 2 && Country.All(char.IsAsciiLetterUpper)))
            yield return $"{section}:{nameof(Country)} is not a country code of two capital letters, such as BE.";
        else if (!string.IsNullOrEmpty(Country) && !EuropeanEconomicArea.Has(Country) && string.IsNullOrWhiteSpace(transfers))
            yield return $"{section}:{nameof(Country)} is outside the European Economic Area, "
                + $"and {RegisterOptions.Section}:{nameof(RegisterOptions.Transfers)} does not say with which safeguards.";
    }
}

/// <summary>The countries of the European Economic Area, by their codes (ISO 3166-1).</summary>
internal static class EuropeanEconomicArea
{
    private static readonly HashSet<string> Countries =
    [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV",
        "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
    ];

    public static bool Has(string country) => Countries.Contains(country);
}

[OptionsValidator]
internal sealed partial class RegisterOptionsValidator : IValidateOptions<RegisterOptions>;
