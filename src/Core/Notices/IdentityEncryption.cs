using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using MimeKit;
using MimeKit.Cryptography;

namespace LeerId.Notices;

/// <summary>
/// Encrypts the identifier of a pupil for DOV's officer, with S/MIME (RFC 8551) and AES-256 in CBC mode, which every mail program with S/MIME can decrypt.
/// No certificate or key is added to a certificate store.
/// </summary>
public sealed class IdentityEncryption(IOptions<DpoOptions> dpo, TimeProvider clock) : IDisposable
{
    private readonly Lazy<X509Certificate2?> _certificate = new(() => OfficerCertificate.Parse(dpo.Value.DovCertificate));

    /// <summary>The moment when the certificate expires, UTC; null if there is no certificate.</summary>
    public DateTimeOffset? ExpiresAt => _certificate.Value is { } certificate ? Moment(certificate.NotAfter) : null;

    /// <inheritdoc />
    public void Dispose()
    {
        if (_certificate.IsValueCreated)
            _certificate.Value?.Dispose();
    }

    /// <summary>Makes the part of a notice's row that is about its pupil. Without a valid certificate the identifier isn't stored.</summary>
    /// <param name="pupil">The pupil.</param>
    /// <param name="notice">The notice, whose number is encrypted with the identifier.</param>
    /// <param name="isKnownToDov">Whether DOV reported the notice, in which case nothing is encrypted.</param>
    internal NoticePupil Seal(PupilIdentity pupil, NoticeReference notice, bool isKnownToDov)
    {
        if (isKnownToDov)
            return new NoticePupil(pupil.Key, PupilIdentityRoute.KnownToDov, "");
        DateTimeOffset now = clock.GetUtcNow();
        return _certificate.Value is { } certificate && Moment(certificate.NotBefore) <= now && now <= Moment(certificate.NotAfter)
            ? new NoticePupil(pupil.Key, PupilIdentityRoute.Encrypted, Encrypt(certificate, $"Melding: {notice.Number}\n{pupil.Datum}: {pupil.Uuid:D}\n"))
            : new NoticePupil(pupil.Key, PupilIdentityRoute.ByTelephone, "");
    }

    /// <summary>Makes the encrypted attachment of the mail to DOV's officer.</summary>
    /// <param name="encrypted">The text that <see cref="Seal"/> encrypted.</param>
    internal static MimeEntity Part(string encrypted) =>
        new ApplicationPkcs7Mime(SecureMimeType.EnvelopedData, new MemoryStream(Convert.FromBase64String(encrypted)));

    private static string Encrypt(X509Certificate2 certificate, string text)
    {
        using TemporarySecureMimeContext context = new();
        using TextPart plain = new("plain") { Text = text };
        CmsRecipientCollection recipients = [new CmsRecipient(certificate) { EncryptionAlgorithms = [EncryptionAlgorithm.Aes256] }];
        using ApplicationPkcs7Mime part = ApplicationPkcs7Mime.Encrypt(context, recipients, plain);
        using MemoryStream encrypted = new();
        part.Content!.DecodeTo(encrypted);
        return Convert.ToBase64String(encrypted.GetBuffer(), 0, (int)encrypted.Length);
    }

    // X509Certificate2 gives its dates in the machine's local time.
    private static DateTimeOffset Moment(DateTime local) => new(local.ToUniversalTime(), TimeSpan.Zero);
}
