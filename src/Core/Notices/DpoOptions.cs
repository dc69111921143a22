using System.ComponentModel.DataAnnotations;
using LeerId.Text;
using Microsoft.Extensions.Options;
using MimeKit;

namespace LeerId.Notices;

/// <summary>The data protection officers of both parties (protocol, article 6; GDPR, article 37(7)). Settings <c>Dpo:*</c>.</summary>
public sealed class DpoOptions : IValidatableObject
{
    internal const string Section = "Dpo";

    /// <summary>The provider's officer.</summary>
    public OfficerOptions Provider { get; set; } = new();

    /// <summary>DOV's officer.</summary>
    public OfficerOptions Dov { get; set; } = new();

    /// <summary>
    /// The certificate of DOV's officer, in PEM or in base64, to which the uuid of a pupil in a notice is encrypted (S/MIME). Without a valid one the
    /// officer asks for the uuid by telephone.
    /// </summary>
    public string DovCertificate { get; set; } = "";

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Provider.Faults($"{Section}:{nameof(Provider)}").Concat(Dov.Faults($"{Section}:{nameof(Dov)}")).Concat(CertificateFaults())
            .Select(fault => new ValidationResult(fault));

    private IEnumerable<string> CertificateFaults() =>
        OfficerCertificate.Fault(DovCertificate) is { } fault ? [$"{Section}:{nameof(DovCertificate)} {fault}"] : [];

    /// <summary>The officer who is a recipient of notices.</summary>
    internal OfficerOptions Of(NoticeRecipient recipient) => recipient == NoticeRecipient.Provider ? Provider : Dov;
}

/// <summary>One data protection officer. Settings <c>Dpo:Provider:*</c> and <c>Dpo:Dov:*</c>.</summary>
public sealed class OfficerOptions
{
    private const int LongestName = 100;

    /// <summary>The name of the officer, or of the office.</summary>
    public string Name { get; set; } = "";

    /// <summary>
    /// The telephone number, on which the other officer can call about a breach: an international number such as <c>+32 2 553 86 00</c> (E.164), or a
    /// Belgian one such as <c>02 553 86 00</c>. Spaces, dots, hyphens and slashes may stand between the digits.
    /// </summary>
    public string Telephone { get; set; } = "";

    /// <summary>The mail address, without a name.</summary>
    public string Mail { get; set; } = "";

    /// <summary>Name and address for the header of a mail; only after validation. It can be changed, so each mail gets its own.</summary>
    internal MailboxAddress Mailbox => new(Name.Trim(), MailAddress.Parse(Mail)!.Address);

    /// <summary>Name, telephone number and mail address on one line.</summary>
    internal string ContactLine => $"{Name.Trim()}, {Telephone.Trim()}, {Mail.Trim()}";

    internal IEnumerable<string> Faults(string section)
    {
        string name = $"{section}:{nameof(Name)}", telephone = $"{section}:{nameof(Telephone)}", mail = $"{section}:{nameof(Mail)}";
        foreach ((string setting, string? value) in new[] { (name, Name), (telephone, Telephone), (mail, Mail) })
        {
            if (string.IsNullOrWhiteSpace(value))
                yield return $"{setting} is not set.";
        }

        // A setting that is null in a file leaves null here, whatever the type says.
        if (Name is not null && (Name.Length > LongestName || Name.Any(char.IsControl)))
            yield return $"{name} must be one line of at most {LongestName} characters.";
        if (!string.IsNullOrWhiteSpace(Telephone) && !TelephoneNumber.IsValid(Telephone.Trim()))
            yield return $"{telephone} {TelephoneNumber.Fault}";

        if (MailFault() is { } fault)
            yield return $"{mail} {fault}";
    }

    private string? MailFault()
    {
        if (string.IsNullOrWhiteSpace(Mail))
            return null;
        if (MailAddress.Fault(Mail) is { } fault)
            return fault;
        return string.IsNullOrEmpty(MailAddress.Parse(Mail)!.Name) ? null : $"has a name before the address: put it in the setting {nameof(Name)}.";
    }
}

[OptionsValidator]
internal sealed partial class DpoOptionsValidator : IValidateOptions<DpoOptions>;
