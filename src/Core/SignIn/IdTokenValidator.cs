using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.SignIn;

/// <summary>
/// Validates ACM's ID tokens (OpenID Connect Core, section 3.1.3.7), more strictly where ACM's tokens allow it and more
/// leniently in one thing: ACM gives no <c>sub</c>. See docs/adr/0005.
/// </summary>
internal sealed class IdTokenValidator(AcmMetadata metadata, IOptions<AcmOptions> options, TimeProvider clock)
{
    private const int MaximumLength = 64 * 1024;
    private const string AuthorizedParty = "azp";

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    // ACM makes the token when the code is exchanged, a moment ago.
    private static readonly TimeSpan MaximumAge = TimeSpan.FromMinutes(5);

    private readonly AcmOptions _options = options.Value;

    /// <summary>The claims of a token that passed every check.</summary>
    /// <exception cref="AcmUnavailableException">ACM does not give its keys.</exception>
    public async ValueTask<Checked<JsonElement>> ValidateAsync(
        string idToken, string? accessToken, string nonce, CancellationToken cancellationToken)
    {
        if (idToken.Length > MaximumLength)
            return RefusalReason.TokenTooLarge;

        Checked<Jws> parsed = Jws.Parse(idToken);
        if (parsed.Refusal is { } refusal)
            return refusal;

        Jws jws = parsed.Value;
        AcmKeySet keys = await metadata.KeysAsync(jws.Kid, cancellationToken);
        if (!keys.Contains(jws.Kid))
            return RefusalReason.KeyUnknown;
        if (!jws.IsSignedWith(keys))
            return RefusalReason.SignatureInvalid;
        if (StrictJson.ParseObject(jws.Payload) is not { } claims)
            return RefusalReason.TokenMalformed;

        RefusalReason? fault = CheckIssuer(claims) ?? CheckAudience(claims) ?? CheckTimes(claims)
            ?? CheckNonce(claims, nonce) ?? CheckAccessToken(claims, accessToken);
        return fault is { } reason ? reason : claims;
    }

    private RefusalReason? CheckIssuer(JsonElement claims) =>
        claims.Text(JwtRegisteredClaimNames.Iss) == _options.Issuer ? null : RefusalReason.IssuerMismatch;

    private RefusalReason? CheckAudience(JsonElement claims)
    {
        if (Audiences(claims) is not { Length: > 0 } audiences || !audiences.Contains(_options.ClientId))
            return RefusalReason.AudienceMismatch;

        bool hasParty = claims.TryGetProperty(AuthorizedParty, out _);
        return (hasParty || audiences.Length > 1) && claims.Text(AuthorizedParty) != _options.ClientId
            ? RefusalReason.AuthorizedPartyMismatch
            : null;
    }

    private static string?[]? Audiences(JsonElement claims)
    {
        if (!claims.TryGetProperty(JwtRegisteredClaimNames.Aud, out JsonElement audience))
            return null;
        JsonElement[] values = audience.ValueKind == JsonValueKind.Array ? [.. audience.EnumerateArray()] : [audience];
        return Array.TrueForAll(values, value => value.ValueKind == JsonValueKind.String)
            ? Array.ConvertAll(values, StrictJson.TryText)
            : null;
    }

    private RefusalReason? CheckTimes(JsonElement claims)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (Time(claims, JwtRegisteredClaimNames.Exp) is not { } expires || now >= expires + Skew)
            return RefusalReason.TokenExpired;
        if (claims.TryGetProperty(JwtRegisteredClaimNames.Nbf, out _)
            && !(Time(claims, JwtRegisteredClaimNames.Nbf) is { } notBefore && notBefore - Skew <= now))
        {
            return RefusalReason.TokenExpired;
        }

        return Time(claims, JwtRegisteredClaimNames.Iat) is { } issued && issued - Skew <= now && now <= issued + MaximumAge + Skew
            ? null
            : RefusalReason.IssuedAtOutOfRange;
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

    private static RefusalReason? CheckNonce(JsonElement claims, string nonce) =>
        claims.Text(JwtRegisteredClaimNames.Nonce) is { } given && Secrets.Equal(given, nonce) ? null : RefusalReason.NonceMismatch;

    // OpenID Connect Core, section 3.1.3.6: the left half of the hash of the access token.
    private static RefusalReason? CheckAccessToken(JsonElement claims, string? accessToken)
    {
        if (!claims.TryGetProperty(JwtRegisteredClaimNames.AtHash, out _))
            return null;

        byte[] hash = SHA256.HashData(Encoding.ASCII.GetBytes(accessToken ?? ""));
        string expected = Base64UrlEncoder.Encode(hash, 0, hash.Length / 2);
        return accessToken is not null && claims.Text(JwtRegisteredClaimNames.AtHash) is { } given && Secrets.Equal(given, expected)
            ? null
            : RefusalReason.AccessTokenHashMismatch;
    }
}
