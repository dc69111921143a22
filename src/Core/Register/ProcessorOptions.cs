using LeerId.Settings;

namespace LeerId.Register;

/// <summary>A processor (GDPR, article 28). Settings <c>Register:Processors:x:*</c>.</summary>
public sealed class ProcessorOptions
{
    /// <summary>The name of the organisation.</summary>
    public string Name { get; set; } = "";

    /// <summary>The service that the processor provides.</summary>
    public string Service { get; set; } = "";

    /// <summary>The country where the processor provides it: two capital letters (ISO 3166-1).</summary>
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
            yield return $"{section}:{nameof(Since)} must be a day such as 2028-01-01.";
        if (!string.IsNullOrEmpty(Country) && !(Country.Length == 2 && Country.All(char.IsAsciiLetterUpper)))
            yield return $"{section}:{nameof(Country)} must be a country code of two capital letters, such as BE.";
        else if (!string.IsNullOrEmpty(Country) && !EuropeanEconomicArea.Has(Country) && string.IsNullOrWhiteSpace(transfers))
            yield return $"{section}:{nameof(Country)} is outside the European Economic Area, "
                + $"and {RegisterOptions.Section}:{nameof(RegisterOptions.Transfers)} does not name the safeguards.";
    }
}
