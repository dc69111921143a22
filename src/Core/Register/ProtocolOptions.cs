using LeerId.Settings;

namespace LeerId.Register;

/// <summary>The protocol with DOV. Settings <c>Register:Protocol:*</c>.</summary>
public sealed class ProtocolOptions
{
    /// <summary>The title of the protocol.</summary>
    public string Reference { get; set; } = "";

    /// <summary>The day on which the protocol was made, <c>yyyy-MM-dd</c>.</summary>
    public string Date { get; set; } = "";

    /// <summary>The https address where the provider publishes the protocol (recital E); empty while it is not published.</summary>
    public string Url { get; set; } = "";

    /// <summary>The advice of the provider's data protection officer on the protocol (recital G).</summary>
    public DocumentOptions ProviderAdvice { get; set; } = new();

    /// <summary>The advice of DOV's data protection officer on the protocol (recital F).</summary>
    public DocumentOptions DovAdvice { get; set; } = new();

    /// <summary>The day in <see cref="Date"/>; null only before validation.</summary>
    internal DateOnly? Day => SettingDay.Parse(Date);

    internal IEnumerable<string> Faults(string section, AddressRules addresses)
    {
        foreach (string missing in RegisterOptions.Missing(($"{section}:{nameof(Reference)}", Reference), ($"{section}:{nameof(Date)}", Date)))
            yield return missing;
        if (!string.IsNullOrEmpty(Date) && Day is null)
            yield return $"{section}:{nameof(Date)} must be a day such as 2028-01-01.";
        if (!string.IsNullOrEmpty(Url) && !(AddressRules.Parse(Url) is { } address && addresses.IsSecure(address)))
            yield return $"{section}:{nameof(Url)} must be an absolute https address, such as https://www.example.be/protocol: "
                + "give the address of the published protocol, or leave it empty.";
        foreach (string fault in ProviderAdvice.Faults($"{section}:{nameof(ProviderAdvice)}", "the advice of the provider's officer")
            .Concat(DovAdvice.Faults($"{section}:{nameof(DovAdvice)}", "the advice of DOV's officer")))
        {
            yield return fault;
        }
    }
}
