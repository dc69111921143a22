using System.Text.Json;
using LeerId.Text;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LeerId.OpenIdConnect;

/// <summary>The values that a token must have.</summary>
/// <param name="Issuer">The issuer, which must be exactly the same.</param>
/// <param name="Audience">The audience, which must be the only one or one of several.</param>
/// <param name="MaximumAge">The maximum time since the token was issued; null if only its expiry limits its use.</param>
internal sealed record TokenRules(string Issuer, string Audience, TimeSpan? MaximumAge);

/// <summary>Validates a provider's signed tokens (RFC 7519; RFC 8725): the RS256 signature, the issuer, the audience and the lifetime.</summary>
internal sealed class TokenValidator(ProviderMetadata metadata, TokenRules rules, TimeProvider clock)
{
    /// <summary>The maximum difference between the provider's clock and this app's.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    /// <summary>The maximum length of a token, in characters.</summary>
    public const int MaximumLength = 64 * 1024;

    /// <summary>Validates a token, and returns its claims or its fault.</summary>
    /// <exception cref="ProviderUnavailableException">The provider's keys can't be loaded.</exception>
    public async ValueTask<Checked<JsonElement, TokenFault>> ValidateAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length > MaximumLength)
            return TokenFault.TooLarge;

        Checked<Jws, TokenFault> parsed = Jws.Parse(token);
        if (parsed.Refusal is { } refusal)
            return refusal;

        Jws jws = parsed.Value;
        ProviderKeySet keys = await metadata.KeysAsync(jws.Kid, cancellationToken);
        if (!keys.Contains(jws.Kid))
            return TokenFault.KeyUnknown;
        if (!jws.IsSignedWith(keys))
            return TokenFault.SignatureInvalid;
        if (StrictJson.ParseObject(jws.Payload) is not { } claims)
            return TokenFault.Malformed;

        TokenFault? fault = CheckIssuer(claims) ?? CheckAudience(claims) ?? CheckTimes(claims);
        return fault is { } found ? found : claims;
    }

    /// <summary>The audiences of a token (RFC 7519, section 4.1.3); null if the claim is missing or contains anything but text.</summary>
    public static string[]? Audiences(JsonElement claims)
    {
        if (!claims.TryGetProperty(JwtRegisteredClaimNames.Aud, out JsonElement audience))
            return null;
        JsonElement[] values = audience.ValueKind == JsonValueKind.Array ? [.. audience.EnumerateArray()] : [audience];
        string[] audiences = [.. values.Where(value => value.ValueKind == JsonValueKind.String).Select(StrictJson.TryText).OfType<string>()];
        return audiences.Length == values.Length ? audiences : null;
    }

    private TokenFault? CheckIssuer(JsonElement claims) =>
        claims.Text(JwtRegisteredClaimNames.Iss) == rules.Issuer ? null : TokenFault.IssuerMismatch;

    private TokenFault? CheckAudience(JsonElement claims) =>
        Audiences(claims) is { } audiences && audiences.Contains(rules.Audience) ? null : TokenFault.AudienceMismatch;

    private TokenFault? CheckTimes(JsonElement claims)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (Time(claims, JwtRegisteredClaimNames.Exp) is not { } expires || now >= expires + Skew)
            return TokenFault.Expired;
        if (claims.TryGetProperty(JwtRegisteredClaimNames.Nbf, out _)
            && !(Time(claims, JwtRegisteredClaimNames.Nbf) is { } notBefore && notBefore - Skew <= now))
        {
            return TokenFault.Expired;
        }

        return Time(claims, JwtRegisteredClaimNames.Iat) is { } issued && issued - Skew <= now
            && (rules.MaximumAge is not { } age || now <= issued + age + Skew)
            ? null
            : TokenFault.IssuedAtOutOfRange;
    }

    // A NumericDate is a number of seconds since 1970, with or without a fraction (RFC 7519, section 2). Returns null for any other value.
    private static DateTimeOffset? Time(JsonElement claims, string name)
    {
        const double LastSecond = 253_402_300_000;
        return claims.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetDouble(out double seconds) && seconds is >= 0 and < LastSecond
            ? DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(seconds)
            : null;
    }
}
