using System.Security.Cryptography;
using System.Text.Json;
using LeerId.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.HandOff;

/// <summary>
/// The keys of the hand-off token: secret <c>hand-off-key</c>, an EC P-256 private key in PEM. The current one signs; the
/// former one stays published, so that a token made just before a rotation still counts.
/// </summary>
public sealed class HandOffKeys
{
    private readonly SecretKey<HandOffKey> _secret;
    private Published? _published;

    internal HandOffKeys(ISecretReader secrets, TimeProvider clock, ILogger<HandOffKeys> logger) =>
        _secret = new SecretKey<HandOffKey>(secrets, "hand-off-key", HandOffKey.Parse, clock, logger);

    /// <summary>The public keys as a JSON Web Key Set (RFC 7517), the current one first.</summary>
    public async ValueTask<string> PublishAsync(CancellationToken cancellationToken)
    {
        KeyVersions<HandOffKey> keys = await _secret.GetAsync(cancellationToken);
        Published? published = _published;
        if (published is null || !ReferenceEquals(published.Keys, keys))
            _published = published = new Published(keys, Serialize(keys));
        return published.Json;
    }

    internal async ValueTask<SigningCredentials> CurrentAsync(CancellationToken cancellationToken) =>
        (await _secret.GetAsync(cancellationToken)).Current.Credentials;

    private static string Serialize(KeyVersions<HandOffKey> keys) => JsonSerializer.Serialize(new
    {
        keys = keys.All.Select(key => new
        {
            kty = key.Public.Kty,
            crv = key.Public.Crv,
            x = key.Public.X,
            y = key.Public.Y,
            kid = key.Public.Kid,
            use = "sig",
            alg = SecurityAlgorithms.EcdsaSha256,
        }),
    });

    private sealed record Published(KeyVersions<HandOffKey> Keys, string Json);

    private sealed record HandOffKey(SigningCredentials Credentials, JsonWebKey Public)
    {
        public static HandOffKey Parse(string pem)
        {
            ECDsa ecdsa = ECDsa.Create();
            ecdsa.ImportFromPem(pem);
            // Throws where the PEM holds the public half only.
            _ = ecdsa.ExportParameters(includePrivateParameters: true);
            ECParameters parameters = ecdsa.ExportParameters(includePrivateParameters: false);
            if (parameters.Curve.Oid.Value != ECCurve.NamedCurves.nistP256.Oid.Value)
                throw new FormatException("Not a P-256 key.");

            JsonWebKey jwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(ECDsa.Create(parameters)));
            // The thumbprint (RFC 7638): the same key has the same id on every instance.
            jwk.Kid = Base64UrlEncoder.Encode(jwk.ComputeJwkThumbprint());
            ECDsaSecurityKey key = new(ecdsa) { KeyId = jwk.Kid };
            return new HandOffKey(new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256), jwk);
        }
    }
}
