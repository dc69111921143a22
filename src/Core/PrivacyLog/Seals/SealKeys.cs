using LeerId.Platform;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.PrivacyLog.Seals;

/// <summary>Signs and checks seals with the secret <c>seal-key</c>, an EC P-256 private key in PEM.</summary>
internal sealed class SealKeys(ISecretReader secrets, TimeProvider clock, ILogger<SealKeys> logger)
{
    /// <summary>The header's <c>typ</c>, so that no other token can pass for a seal (RFC 8725, section 3.11).</summary>
    public const string TokenType = "seal+jwt";

    private const string Issuer = "daily-seal";
    private const string Audience = "privacy-log";

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private readonly SecretKey<SigningKey> _secret = new(secrets, "seal-key", SigningKey.Parse, clock, logger);

    public ValueTask<string> SignAsync(Seal seal, CancellationToken cancellationToken) =>
        SignAsync(TokenType, Issuer, Audience, seal.ToClaims(), cancellationToken);

    /// <summary>Signs something else. Its type must be its own, so that it can't pass for a seal.</summary>
    public async ValueTask<string> SignAsync(
        string tokenType, string issuer, string audience, Dictionary<string, object> claims, CancellationToken cancellationToken) =>
        Handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = tokenType,
            Issuer = issuer,
            Audience = audience,
            IssuedAt = clock.GetUtcNow().UtcDateTime,
            Claims = claims,
            SigningCredentials = (await _secret.GetAsync(cancellationToken)).Current.Credentials,
        });

    /// <summary>Whether the current key or the previous one signed it.</summary>
    public async ValueTask<bool> IsSignedAsync(string token, CancellationToken cancellationToken)
    {
        KeyVersions<SigningKey> keys = await _secret.GetAsync(cancellationToken);
        TokenValidationResult result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = Audience,
            ValidTypes = [TokenType],
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKeys = keys.All.Select(key => key.Credentials.Key),
            // A seal holds for as long as it is kept.
            LifetimeValidator = (_, _, _, _) => true,
        });
        return result.IsValid;
    }
}
