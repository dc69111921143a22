using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.Extensions.Options;
using MimeKit;

namespace LeerId.Notices;

/// <summary>The recipient of reminders of requests of data subjects. Settings <c>Requests:*</c>.</summary>
public sealed class RequestMailOptions : IValidatableObject
{
    internal const string Section = "Requests";

    /// <summary>The mail address of the people who answer the requests; empty if the register of requests is not used.</summary>
    public string Mail { get; set; } = "";

    /// <summary>The address in <see cref="Mail"/>; null if it is empty.</summary>
    internal MailboxAddress? Address => MailAddress.Parse(Mail);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MailAddress.Fault(Mail) is { } fault)
            yield return new ValidationResult($"Requests:Mail {fault}");
    }
}

/// <summary>The mail server that takes the notices. Settings <c>Smtp:*</c>; the password is the secret <c>smtp-password</c>.</summary>
public sealed class SmtpOptions : IValidatableObject
{
    internal const string Section = "Smtp";
    private const string Yes = "true";
    private const string No = "false";

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

    /// <summary>
    /// The name by which this client greets the mail server (RFC 5321, section 4.1.1.1): a full domain name or an IP address. The domain of
    /// <see cref="From"/> when it is empty.
    /// </summary>
    public string LocalName { get; set; } = "";

    /// <summary>
    /// Whether the server's certificate is checked for revocation: <c>true</c> or <c>false</c>. With <c>true</c>, no notice is mailed while the list of
    /// the certificate's issuer can't be reached.
    /// </summary>
    [AllowedValues(Yes, No, ErrorMessage = "Smtp:CheckRevocation must be true or false.")]
    public string CheckRevocation { get; set; } = Yes;

    /// <summary>The number in <see cref="Port"/>; null only before validation.</summary>
    internal int? PortNumber => ushort.TryParse(Port, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) && port > 0 ? port : null;

    /// <summary>The address in <see cref="From"/>; null only before validation.</summary>
    internal MailboxAddress? Sender => MailAddress.Parse(From);

    /// <summary>The domain of the address in <see cref="From"/>, in ASCII; valid only after validation.</summary>
    internal string SenderDomain => MailboxAddress.EncodeAddrspec(Sender!.Address).Split('@')[^1];

    /// <summary>The name in <see cref="LocalName"/>, or its default; valid only after validation.</summary>
    internal string GreetingName => LocalName.Length > 0 ? LocalName : SenderDomain;

    internal bool ChecksRevocation => CheckRevocation == Yes;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Host.Length > 0 && Uri.CheckHostName(Host) == UriHostNameType.Unknown)
            yield return new ValidationResult("Smtp:Host is not the name of a server.");
        if (Port.Length > 0 && PortNumber is null)
            yield return new ValidationResult("Smtp:Port is not a number from 1 to 65535.");
        if (MailAddress.Fault(From) is { } from)
            yield return new ValidationResult($"Smtp:From {from}");
        if (LocalName.Length > 0 && !IsFullName(LocalName))
            yield return new ValidationResult("Smtp:LocalName is not a full domain name, such as mail.example.be, or an IP address.");
    }

    private static bool IsFullName(string name) => Uri.CheckHostName(name) switch
    {
        UriHostNameType.Dns => name.All(char.IsAscii) && name.Trim('.').Contains('.'),
        UriHostNameType.IPv4 or UriHostNameType.IPv6 => true,
        _ => false,
    };
}

/// <summary>A mail address in a setting.</summary>
internal static class MailAddress
{
    /// <summary>
    /// Reads one address, with or without a name before it; null if the text is anything else. The object is mutable, so each mail gets its own.
    /// </summary>
    public static MailboxAddress? Parse(string text) =>
        !text.Any(char.IsControl) && MailboxAddress.TryParse(text, out MailboxAddress? address) && address.LocalPart.Length > 0 && address.Domain.Length > 0
            ? address
            : null;

    /// <summary>Returns the fault of an address in a setting; null if it has none, or if it is empty.</summary>
    public static string? Fault(string text)
    {
        if (text.Length == 0)
            return null;
        if (Parse(text) is not { } address)
            return "must be one mail address.";
        // Such an address needs SMTPUTF8 (RFC 6531) at each server on its way, and few servers support that. An internationalised domain has an ASCII form.
        return address.LocalPart.All(char.IsAscii)
            ? null
            : "has a non-ASCII character before the @, which most mail servers refuse: use an address without it.";
    }
}

[OptionsValidator]
internal sealed partial class RequestMailOptionsValidator : IValidateOptions<RequestMailOptions>;

[OptionsValidator]
internal sealed partial class SmtpOptionsValidator : IValidateOptions<SmtpOptions>;
