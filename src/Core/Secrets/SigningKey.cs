using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Secrets;

/// <summary>An EC P-256 key for ES256 signatures.</summary>
/// <param name="Credentials">The credentials that sign, and verify their own signatures.</param>
/// <param name="Public">The public half.</param>
internal sealed record SigningKey(SigningCredentials Credentials, JsonWebKey Public)
{
    /// <summary>The algorithm (RFC 7518, section 3.4).</summary>
    public const string Algorithm = SecurityAlgorithms.EcdsaSha256;

    /// <summary>Reads a private key in PEM.</summary>
    /// <exception cref="FormatException">The key is on another curve.</exception>
    public static SigningKey Parse(string pem)
    {
        ECDsa ecdsa = ECDsa.Create();
        ecdsa.ImportFromPem(pem);
        // This throws if the PEM has the public half only.
        _ = ecdsa.ExportParameters(includePrivateParameters: true);
        ECParameters parameters = ecdsa.ExportParameters(includePrivateParameters: false);
        if (parameters.Curve.Oid.Value != ECCurve.NamedCurves.nistP256.Oid.Value)
            throw new FormatException("Not a P-256 key.");

        JsonWebKey jwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(ECDsa.Create(parameters)));
        // The thumbprint (RFC 7638): the same key has the same id on every instance.
        jwk.Kid = Base64UrlEncoder.Encode(jwk.ComputeJwkThumbprint());
        ECDsaSecurityKey key = new(ecdsa) { KeyId = jwk.Kid };
        return new SigningKey(new SigningCredentials(key, Algorithm), jwk);
    }
}
