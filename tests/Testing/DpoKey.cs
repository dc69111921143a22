using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using MimeKit.Cryptography;
using X509KeyUsageFlags = System.Security.Cryptography.X509Certificates.X509KeyUsageFlags;

namespace LeerId.Testing;

/// <summary>The key and the certificate with which DOV's data protection officer reads encrypted mail.</summary>
public sealed class DpoKey : IDisposable
{
    private readonly X509Certificate2 _certificate;

    /// <param name="from">The start of the certificate's validity period.</param>
    /// <param name="until">The end of the validity period.</param>
    /// <param name="usage">The key usages that the certificate allows; null for a certificate without the key usage extension.</param>
    /// <param name="bits">The length of the RSA key, in bits.</param>
    public DpoKey(DateTimeOffset from, DateTimeOffset until, X509KeyUsageFlags? usage = X509KeyUsageFlags.KeyEncipherment, int bits = 2048)
    {
        using RSA key = RSA.Create(bits);
        CertificateRequest request = new("CN=Functionaris van DOV, E=dpo@dov.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        if (usage is { } flags)
            request.CertificateExtensions.Add(new X509KeyUsageExtension(flags, critical: true));
        _certificate = request.CreateSelfSigned(from, until);
    }

    /// <summary>The certificate on one line, for a setting.</summary>
    public string Base64 => Convert.ToBase64String(_certificate.RawData);

    public string Pem => _certificate.ExportCertificatePem();

    /// <summary>The encrypted part of a mail.</summary>
    public static ApplicationPkcs7Mime? PartOf(MimeMessage mail) => mail.BodyParts.OfType<ApplicationPkcs7Mime>().SingleOrDefault();

    /// <summary>The decrypted text of a mail, as the officer reads it.</summary>
    public string Decrypt(MimeMessage mail, CancellationToken cancellationToken)
    {
        using TemporarySecureMimeContext context = new();
        context.Import(_certificate, cancellationToken);
        using MimeEntity plain = PartOf(mail)!.Decrypt(context, cancellationToken);
        return ((TextPart)plain).Text.ReplaceLineEndings("\n");
    }

    public void Dispose() => _certificate.Dispose();
}
