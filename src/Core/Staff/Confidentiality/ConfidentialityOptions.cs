using System.ComponentModel.DataAnnotations;
using LeerId.Calendar;
using Microsoft.Extensions.Options;

namespace LeerId.Staff.Confidentiality;

/// <summary>The text on confidentiality that staff accept before they see personal data (protocol, article 6). Settings <c>Confidentiality:*</c>.</summary>
public sealed class ConfidentialityOptions : IValidatableObject
{
    /// <summary>The version of the text that is used when <see cref="Text"/> is empty.</summary>
    public const string StandardVersion = "standard-2";

    internal const string Section = "Confidentiality";

    private const int MaximumTextLength = 10_000;

    private const string StandardText =
        "Ik gebruik gegevens van leerlingen alleen voor mijn taak, en alleen voor zover die taak ze nodig maakt. "
        + "Ik deel ze alleen met wie ze voor zijn taak nodig heeft. Ik maak er geen kopieën van die ik voor mijn taak niet nodig heb. "
        + "Ik weet dat elke raadpleging wordt vastgelegd, met mijn nummer uit de personeelsgids en het doel dat ik opgeef. "
        + "Ik meld een vermoeden van een datalek onmiddellijk. "
        + "Deze vertrouwelijkheid blijft gelden als mijn taak of het protocol met het Departement Onderwijs en Vorming eindigt.";

    /// <summary>
    /// The version of the text: 1 to 32 letters, digits, dots, hyphens and underscores. Change it with each change of the text: everybody must then accept
    /// the text again.
    /// </summary>
    [RegularExpression("[A-Za-z0-9._-]{1,32}", ErrorMessage = "Confidentiality:Version must be 1 to 32 letters, digits, dots, hyphens and underscores.")]
    [Required(ErrorMessage = "Confidentiality:Version is empty.")]
    public string Version { get; set; } = StandardVersion;

    /// <summary>The text, in Dutch, at most 10,000 characters; empty for the standard text of this software.</summary>
    public string Text { get; set; } = "";

    /// <summary>The current text: <see cref="Text"/>, or the standard text.</summary>
    internal string TextInForce => string.IsNullOrWhiteSpace(Text) ? StandardText : Text.Trim();

    /// <summary>The period in which an acceptance is valid.</summary>
    internal static CalendarPeriod ValidityPeriod { get; } = CalendarPeriod.Parse("P1Y")!.Value;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Text.Length > MaximumTextLength)
            yield return new ValidationResult($"Confidentiality:Text has {Text.Length} characters; it may have {MaximumTextLength} at most.");
        if (!string.IsNullOrWhiteSpace(Text) && Version == StandardVersion)
            yield return new ValidationResult(
                $"Confidentiality:Version must not be {StandardVersion} when Confidentiality:Text is set: that is the version of the standard text. "
                + "Give your text a version of its own.");
    }
}

[OptionsValidator]
internal sealed partial class ConfidentialityOptionsValidator : IValidateOptions<ConfidentialityOptions>;
