using LeerId.Secrets;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.PrivacyLog.Seals;

/// <summary>
/// Signs and checks seals with the secret <c>seal-key</c>, an EC P-256 private key in PEM. The same key signs the evidence report, as a token of another
/// type. The public half is published, so that anybody can check a signature.
/// </summary>
public sealed class SealKeys(ISecretReader secrets, TimeProvider clock, ILogger<SealKeys> logger)
{
    /// <summary>The header's <c>typ</c>, so that no other token can pass for a seal (RFC 8725, section 3.11).</summary>
    internal const string TokenType = "seal+jwt";

    internal const string SecretName = "seal-key";

    private const string Issuer = "daily-seal";
    private const string Audience = "privacy-log";

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private readonly PublishedKeys _keys = new PublishedKeys(new SecretKey<SigningKey>(secrets, SecretName, SigningKey.Parse, clock, logger));
    private readonly TimeProvider _clock = clock;

    /// <summary>The public keys as a JSON Web Key Set (RFC 7517), the current one first.</summary>
    /// <exception cref="SecretMissingException">There is no <c>seal-key</c>.</exception>
    public ValueTask<string> PublishAsync(CancellationToken cancellationToken) => _keys.PublishAsync(cancellationToken);

    internal ValueTask<string> SignAsync(Seal seal, CancellationToken cancellationToken) =>
        SignAsync(TokenType, Issuer, Audience, seal.ToClaims(), cancellationToken);

    /// <summary>Signs other claims than those of a seal. They need a token type of their own, so that the token can't pass for a seal.</summary>
    internal async ValueTask<string> SignAsync(
        string tokenType, string issuer, string audience, Dictionary<string, object> claims, CancellationToken cancellationToken) =>
        Handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = tokenType,
            Issuer = issuer,
            Audience = audience,
            IssuedAt = _clock.GetUtcNow().UtcDateTime,
            Claims = claims,
            SigningCredentials = (await _keys.GetAsync(cancellationToken)).Current.Credentials,
        });

    /// <summary>Signs a JSON text byte for byte, as a token of another type than a seal.</summary>
    internal async ValueTask<string> SignAsync(string json, string tokenType, CancellationToken cancellationToken) => Handler.CreateToken(
        json,
        (await _keys.GetAsync(cancellationToken)).Current.Credentials,
        new Dictionary<string, object> { [JwtHeaderParameterNames.Typ] = tokenType });

    /// <summary>Whether the current key or the previous one signed a token.</summary>
    internal async ValueTask<bool> IsSignedAsync(string token, CancellationToken cancellationToken)
    {
        KeyVersions<SigningKey> keys = await _keys.GetAsync(cancellationToken);
        TokenValidationResult result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = Audience,
            ValidTypes = [TokenType],
            ValidAlgorithms = [SigningKey.Algorithm],
            IssuerSigningKeys = keys.All.Select(key => key.Credentials.Key),
            // A seal does not expire.
            LifetimeValidator = (_, _, _, _) => true,
        });
        return result.IsValid;
    }
}
