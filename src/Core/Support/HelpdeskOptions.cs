using System.ComponentModel.DataAnnotations;
using LeerId.Text;
using Microsoft.Extensions.Options;

namespace LeerId.Support;

/// <summary>How a teacher reaches the provider's helpdesk. Settings <c>Helpdesk:*</c>.</summary>
public sealed class HelpdeskOptions : IValidatableObject
{
    internal const string Section = "Helpdesk";

    private const int LongestHours = 100;

    /// <summary>
    /// The telephone number of the helpdesk, which the help pages for teachers show: an international or a Belgian one. Empty: the pages show
    /// <c>Register:Provider:Contact</c> instead.
    /// </summary>
    public string Telephone { get; set; } = "";

    /// <summary>
    /// When the helpdesk answers, in Dutch, such as <c>op schooldagen van 8 tot 17 uur</c>; at most 100 characters. Empty: the pages don't say it.
    /// </summary>
    public string Hours { get; set; } = "";

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrWhiteSpace(Telephone) && !TelephoneNumber.IsValid(Telephone.Trim()))
            yield return new ValidationResult($"{Section}:{nameof(Telephone)} {TelephoneNumber.Fault}");
        if (Hours is not null && (Hours.Length > LongestHours || Hours.Any(char.IsControl)))
            yield return new ValidationResult($"{Section}:{nameof(Hours)} must be one line of at most {LongestHours} characters.");
    }
}

[OptionsValidator]
internal sealed partial class HelpdeskOptionsValidator : IValidateOptions<HelpdeskOptions>;
