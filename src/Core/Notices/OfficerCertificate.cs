using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LeerId.Notices;

/// <summary>The certificate in a setting, to which a part of a mail to an officer is encrypted (S/MIME 4.0, RFC 8551).</summary>
internal static class OfficerCertificate
{
    private const int MinimumKeyBits = 2048;
    private const string PemLabel = "-----BEGIN CERTIFICATE-----";

    /// <summary>Reads a certificate, in PEM or in base64; null if the text is anything else. The caller disposes it.</summary>
    public static X509Certificate2? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        try
        {
            return text.Contains(PemLabel, StringComparison.Ordinal)
                ? X509Certificate2.CreateFromPem(text)
                : X509CertificateLoader.LoadCertificate(Convert.FromBase64String(text));
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return null;
        }
    }

    /// <summary>
    /// Returns the fault of the certificate in a setting; null if it has none, or if the setting is empty. The validity period isn't checked here.
    /// </summary>
    public static string? Fault(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        using X509Certificate2? certificate = Parse(text);
        if (certificate is null)
            return "must be one X.509 certificate, in PEM or in base64.";
        using RSA? key = certificate.GetRSAPublicKey();
        if (key is null || key.KeySize < MinimumKeyBits)
            return $"must be a certificate with an RSA key of at least {MinimumKeyBits} bits, because the software encrypts with it.";
        return certificate.Extensions.OfType<X509KeyUsageExtension>().All(usage => usage.KeyUsages.HasFlag(X509KeyUsageFlags.KeyEncipherment))
            ? null
            : "is a certificate that can't be used to encrypt: its key usage lacks keyEncipherment. Ask for the certificate for encryption.";
    }
}
