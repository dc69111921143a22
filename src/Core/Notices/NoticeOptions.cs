using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.Extensions.Options;
using MimeKit;

namespace LeerId.Notices;

/// <summary>The mail addresses of the data protection officers. Settings <c>Dpo:*</c>.</summary>
public sealed class DpoOptions : IValidatableObject
{
    internal const string Section = "Dpo";

    /// <summary>The mail address of the provider's data protection officer.</summary>
    [Required(ErrorMessage = "Dpo:Provider is not set.")]
    public string Provider { get; set; } = "";

    /// <summary>The mail address of DOV's data protection officer.</summary>
    [Required(ErrorMessage = "Dpo:Dov is not set.")]
    public string Dov { get; set; } = "";

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Provider.Length > 0 && Of(NoticeRecipient.Provider) is null)
            yield return new ValidationResult("Dpo:Provider is not one mail address.");
        if (Dov.Length > 0 && Of(NoticeRecipient.Dov) is null)
            yield return new ValidationResult("Dpo:Dov is not one mail address.");
    }

    /// <summary>A recipient's address; null only before validation.</summary>
    internal MailboxAddress? Of(NoticeRecipient recipient) => MailAddress.Parse(recipient == NoticeRecipient.Provider ? Provider : Dov);
}

/// <summary>The mail server that takes the notices. Settings <c>Smtp:*</c>; the password is the secret <c>smtp-password</c>.</summary>
public sealed class SmtpOptions : IValidatableObject
{
    internal const string Section = "Smtp";

    /// <summary>The name of the mail server. Outside the loopback it must offer TLS with a certificate in that name.</summary>
    [Required(ErrorMessage = "Smtp:Host is not set.")]
    public string Host { get; set; } = "";

    /// <summary>The port of the mail server, from 1 to 65535: TLS from the start with 465, STARTTLS with any other.</summary>
    [Required(ErrorMessage = "Smtp:Port is not set.")]
    public string Port { get; set; } = "";

    /// <summary>The user name at the mail server; empty when it needs none.</summary>
    public string User { get; set; } = "";

    /// <summary>The sender of the notices: a mail address, with or without a name before it.</summary>
    [Required(ErrorMessage = "Smtp:From is not set.")]
    public string From { get; set; } = "";

    /// <summary>The number in <see cref="Port"/>; null only before validation.</summary>
    internal int? PortNumber => ushort.TryParse(Port, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) && port > 0 ? port : null;

    /// <summary>The address in <see cref="From"/>; null only before validation.</summary>
    internal MailboxAddress? Sender => MailAddress.Parse(From);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Host.Length > 0 && Uri.CheckHostName(Host) == UriHostNameType.Unknown)
            yield return new ValidationResult("Smtp:Host is not the name of a server.");
        if (Port.Length > 0 && PortNumber is null)
            yield return new ValidationResult("Smtp:Port is not a number from 1 to 65535.");
        if (From.Length > 0 && Sender is null)
            yield return new ValidationResult("Smtp:From is not one mail address.");
    }
}

/// <summary>A mail address in a setting.</summary>
internal static class MailAddress
{
    /// <summary>
    /// Reads one address, with or without a name before it; null when the text is anything else. The address can be changed, so each
    /// mail gets its own.
    /// </summary>
    public static MailboxAddress? Parse(string text) =>
        !text.Any(char.IsControl) && MailboxAddress.TryParse(text, out MailboxAddress? address) && address.LocalPart.Length > 0 && address.Domain.Length > 0
            ? address
            : null;
}

[OptionsValidator]
internal sealed partial class DpoOptionsValidator : IValidateOptions<DpoOptions>;

[OptionsValidator]
internal sealed partial class SmtpOptionsValidator : IValidateOptions<SmtpOptions>;
