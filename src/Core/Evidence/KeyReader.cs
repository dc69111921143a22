using System.Security.Cryptography;
using LeerId.Applications;
using LeerId.Notices;
using LeerId.PrivacyLog.Seals;
using LeerId.Provider;
using LeerId.Secrets;
using LeerId.SignIn;
using LeerId.Staff.Sessions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Evidence;

/// <summary>Says which versions of the keys in use there are, and the thumbprints of their public halves (RFC 7638). Nothing secret leaves it.</summary>
public sealed class KeyReader(
    ISecretReader secrets, IOptions<AcmOptions> acm, IOptions<SmtpOptions> smtp, ApplicationRegister applications)
{
    /// <exception cref="Azure.RequestFailedException">The vault refused or did not answer.</exception>
    public async Task<IReadOnlyList<KeyEvidence>> ReadAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(Uses().Select(use => ReadAsync(use, cancellationToken)));

    /// <summary>The newest enabled version of each secret in use, and when it expires. Values are not read.</summary>
    /// <exception cref="Azure.RequestFailedException">The vault refused or did not answer.</exception>
    public async Task<IReadOnlyList<SecretExpiry>> ReadExpiriesAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(Uses().Select(use => ReadExpiryAsync(use, cancellationToken)));

    private async Task<SecretExpiry> ReadExpiryAsync(KeyUse use, CancellationToken cancellationToken)
    {
        try
        {
            return new SecretExpiry(use.Secret, use.Use, (await secrets.ListAsync(use.Secret, cancellationToken))[0]);
        }
        catch (SecretMissingException)
        {
            return new SecretExpiry(use.Secret, use.Use, null);
        }
    }

    private IEnumerable<KeyUse> Uses()
    {
        yield return acm.Value.Authentication == AcmClientAuthentication.PrivateKeyJwt
            ? new(AcmCredential.KeySecret, "zich bij ACM bekendmaken", RsaThumbprint)
            : new(AcmCredential.PasswordSecret, "zich bij ACM bekendmaken", null);
        yield return new(SignInCookies.SecretName, "de cookie van een aanmelding versleutelen", null);
        yield return new(SecretNames.StudentKey, "het pseudoniem van een leerling maken", null);
        yield return new(IssuingKeys.RsaSecret, "ID-tokens voor toepassingen ondertekenen", RsaThumbprint);
        if (applications.All.Any(application => application.IdTokenAlgorithm == SigningKey.Algorithm))
            yield return new(IssuingKeys.EcSecret, "ID-tokens voor toepassingen ondertekenen met ES256", EllipticThumbprint);
        yield return new(IssuingKeys.TokenSecret, "codes en toegangstokens versleutelen", null);
        yield return new(SubjectIdentifiers.SecretName, "per toepassing een vaste aanduiding van een leerling maken", null);
        foreach (Application application in applications.All.Where(application => application.SecretName is not null))
            yield return new(application.SecretName!, $"de toepassing {application.Name} herkennen", null);
        yield return new(SealKeys.SecretName, "zegels, bewijzen van wissen en dit verslag ondertekenen", EllipticThumbprint);
        yield return new(SessionKeys.SecretName, "de sessies van medewerkers in het beheer versleutelen", null);
        yield return new(DirectoryClient.SecretName, "zich bij de directory van de medewerkers bekendmaken", null);
        if (smtp.Value.User.Length > 0)
            yield return new(NoticeMailer.PasswordSecret, "zich bij de mailserver aanmelden", null);
    }

    private async Task<KeyEvidence> ReadAsync(KeyUse use, CancellationToken cancellationToken)
    {
        try
        {
            SecretVersions versions = await secrets.ReadAsync(use.Secret, cancellationToken);
            string[] thumbprints = use.Thumbprint is null
                ? []
                : [.. new[] { versions.Current, versions.Previous, versions.Next }.OfType<string>().Select(use.Thumbprint)];
            return new KeyEvidence(use.Secret, use.Use, true, versions.Previous is not null, versions.Next is not null, thumbprints);
        }
        catch (SecretMissingException)
        {
            return new KeyEvidence(use.Secret, use.Use, false, false, false, []);
        }
    }

    private static string EllipticThumbprint(string pem) => Thumbprint(() => SigningKey.Parse(pem).Public.Kid);

    private static string RsaThumbprint(string pem) => Thumbprint(() =>
    {
        using RSA rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        JsonWebKey key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false)));
        return Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());
    });

    private static string Thumbprint(Func<string> compute)
    {
        try
        {
            return compute();
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or CryptographicException)
        {
            // Not the exception: it may quote the secret.
            return "niet in de vorm die het moet hebben";
        }
    }

    private sealed record KeyUse(string Secret, string Use, Func<string, string>? Thumbprint);
}

/// <summary>A secret and when it expires.</summary>
/// <param name="Name">The name of the secret.</param>
/// <param name="Use">What it is for.</param>
/// <param name="Newest">Its newest enabled version; null when there is none.</param>
public sealed record SecretExpiry(string Name, string Use, SecretVersion? Newest);
