using System.Security.Cryptography;
using LeerId.Secrets;
using LeerId.Secrets.Inventory;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Evidence;

/// <summary>Says which versions of the keys in use there are, and the thumbprints of their public halves (RFC 7638). Nothing secret leaves it.</summary>
public sealed class KeyReader(ISecretReader secrets, SecretInventory inventory)
{
    /// <exception cref="Azure.RequestFailedException">The vault refused or did not answer.</exception>
    public async Task<IReadOnlyList<KeyEvidence>> ReadAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(inventory.All.Select(secret => ReadAsync(secret, cancellationToken)));

    private async Task<KeyEvidence> ReadAsync(UsedSecret secret, CancellationToken cancellationToken)
    {
        try
        {
            SecretVersions versions = await secrets.ReadAsync(secret.Name, cancellationToken);
            string[] thumbprints = Thumbprint(secret.Form) is { } thumbprint
                ? [.. new[] { versions.Current, versions.Previous, versions.Next }.OfType<string>().Select(thumbprint)]
                : [];
            return new KeyEvidence(secret.Name, secret.Use, true, versions.Previous is not null, versions.Next is not null, thumbprints);
        }
        catch (SecretMissingException)
        {
            return new KeyEvidence(secret.Name, secret.Use, false, false, false, []);
        }
    }

    private static Func<string, string>? Thumbprint(KeyForm? form) => form switch
    {
        KeyForm.Rsa => RsaThumbprint,
        KeyForm.EllipticCurve => EllipticThumbprint,
        _ => null,
    };

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
}
