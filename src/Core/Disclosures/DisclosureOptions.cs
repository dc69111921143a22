using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.Extensions.Options;

namespace LeerId.Disclosures;

/// <summary>Settings <c>Disclosures:*</c>.</summary>
public sealed class DisclosureOptions
{
    internal const string Section = "Disclosures";

    /// <summary>The number of whole working days, from 1 to 60, that must pass after the day on which DOV got the notice before uuids are released.</summary>
    [RegularExpression("^([1-9]|[1-5][0-9]|60)$", ErrorMessage = "Disclosures:WaitingDays must be a number of working days from 1 to 60.")]
    [Required(ErrorMessage = "Disclosures:WaitingDays is empty.")]
    public string WaitingDays { get; set; } = "2";

    internal int WaitingDaysNumber => int.Parse(WaitingDays, NumberStyles.None, CultureInfo.InvariantCulture);
}

[OptionsValidator]
internal sealed partial class DisclosureOptionsValidator : IValidateOptions<DisclosureOptions>;
