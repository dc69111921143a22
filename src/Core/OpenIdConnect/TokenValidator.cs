using System.Text.Json;
using LeerId.Text;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LeerId.OpenIdConnect;

/// <summary>What a token must be.</summary>
/// <param name="Issuer">Its issuer, exact to the character.</param>
/// <param name="Audience">Who it must be for, alone or among others.</param>
/// <param name="MaximumAge">How long ago it may have been issued; null when only its own end counts.</param>
internal sealed record TokenRules(string Issuer, string Audience, TimeSpan? MaximumAge);

/// <summary>Validates a provider's signed tokens: RS256 only, key by <c>kid</c>, issuer, audience, lifetime (RFC 7519; RFC 8725).</summary>
internal sealed class TokenValidator(ProviderMetadata metadata, TokenRules rules, TimeProvider clock)
{
    /// <summary>How far the provider's clock may be from ours.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    /// <summary>How many characters a token has at most.</summary>
    public const int MaximumLength = 64 * 1024;

    /// <summary>The claims of a token that passed every check.</summary>
    /// <exception cref="ProviderUnavailableException">The provider does not give its keys.</exception>
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

    /// <summary>Who a token is for; null when it does not say, or when anything but text is in it (RFC 7519, section 4.1.3).</summary>
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

    // RFC 7519, section 2: a NumericDate is a number of seconds, perhaps with a fraction.
    private static DateTimeOffset? Time(JsonElement claims, string name)
    {
        const double LastSecond = 253_402_300_000;
        return claims.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetDouble(out double seconds) && seconds is >= 0 and < LastSecond
            ? DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(seconds)
            : null;
    }
}
