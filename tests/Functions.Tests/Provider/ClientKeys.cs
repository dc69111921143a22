using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Functions.Tests.Provider;

/// <summary>The keys with which an application authenticates, and the JWTs that it creates.</summary>
public sealed class ClientKeys
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private readonly RsaSecurityKey _rsa = new(RSA.Create(2048)) { KeyId = "rsa" };
    private readonly ECDsaSecurityKey _ec = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "ec" };

    /// <summary>The public keys in the form of the setting.</summary>
    public string PublicKeySet => JsonSerializer.Serialize(new
    {
        keys = new[] { Public(_rsa.Rsa), Public(_ec.ECDsa) },
    });

    /// <summary>The RSA public key in PEM. Vulnerable libraries use these bytes as an HMAC secret.</summary>
    public byte[] PublicPem => System.Text.Encoding.ASCII.GetBytes(_rsa.Rsa.ExportSubjectPublicKeyInfoPem());

    /// <summary>A client's JWT (RFC 7523, section 3).</summary>
    public string Sign(string algorithm, IDictionary<string, object> claims) => Handler.CreateToken(new SecurityTokenDescriptor
    {
        Claims = claims,
        SigningCredentials = new SigningCredentials(algorithm.StartsWith('E') ? _ec : _rsa, algorithm),
    });

    /// <summary>A JWT that is signed with any key, or unsigned if there are no credentials.</summary>
    public static string Sign(SigningCredentials? credentials, IDictionary<string, object> claims) =>
        Handler.CreateToken(new SecurityTokenDescriptor { Claims = claims, SigningCredentials = credentials });

    private object Public(RSA rsa)
    {
        RSAParameters key = rsa.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", kid = _rsa.KeyId, use = "sig", n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) };
    }

    private object Public(ECDsa ec)
    {
        ECParameters key = ec.ExportParameters(includePrivateParameters: false);
        return new { kty = "EC", kid = _ec.KeyId, use = "sig", crv = "P-256", x = Base64UrlEncoder.Encode(key.Q.X), y = Base64UrlEncoder.Encode(key.Q.Y) };
    }
}
