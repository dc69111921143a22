using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeerId.OpenIdConnect;
using LeerId.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.SignIn;

/// <summary>
/// Validates ACM's ID tokens (OpenID Connect Core, section 3.1.3.7). <see cref="TokenValidator"/> checks the signature (RS256 only),
/// the issuer, the audience and the lifetime. This class adds <c>azp</c>, <c>nonce</c> and <c>at_hash</c>. A token may lack <c>sub</c>,
/// because ACM's tokens do (docs/adr/0005).
/// </summary>
public sealed class IdTokenValidator(
    [FromKeyedServices(AcmOptions.Provider)] ProviderMetadata metadata, IOptions<AcmOptions> options, TimeProvider clock)
{
    /// <summary>The maximum age of a token. ACM issues it when the code is exchanged, just before it is validated.</summary>
    public static readonly TimeSpan MaximumAge = TimeSpan.FromMinutes(5);

    private const string AuthorizedParty = "azp";

    private readonly string _clientId = options.Value.ClientId;
    private readonly TokenValidator _tokens = new(metadata, new TokenRules(options.Value.Issuer, options.Value.ClientId, MaximumAge), clock);

    /// <summary>The claims of a token that passed every check.</summary>
    /// <exception cref="ProviderUnavailableException">ACM's keys could not be loaded.</exception>
    public async ValueTask<Checked<JsonElement, RefusalReason>> ValidateAsync(
        string idToken, string? accessToken, string nonce, CancellationToken cancellationToken)
    {
        Checked<JsonElement, TokenFault> token = await _tokens.ValidateAsync(idToken, cancellationToken);
        if (token.Refusal is { } fault)
            return RefusalReasons.Of(fault);

        JsonElement claims = token.Value;
        RefusalReason? refusal = CheckAuthorizedParty(claims) ?? CheckNonce(claims, nonce) ?? CheckAccessToken(claims, accessToken);
        return refusal is { } reason ? reason : claims;
    }

    private RefusalReason? CheckAuthorizedParty(JsonElement claims)
    {
        bool hasParty = claims.TryGetProperty(AuthorizedParty, out _);
        return (hasParty || TokenValidator.Audiences(claims) is not [_]) && claims.Text(AuthorizedParty) != _clientId
            ? RefusalReason.AuthorizedPartyMismatch
            : null;
    }

    private static RefusalReason? CheckNonce(JsonElement claims, string nonce) =>
        claims.Text(JwtRegisteredClaimNames.Nonce) is { } given && ConstantTime.Equal(given, nonce) ? null : RefusalReason.NonceMismatch;

    // The claim at_hash is the left half of the hash of the access token (OpenID Connect Core, section 3.1.3.6).
    private static RefusalReason? CheckAccessToken(JsonElement claims, string? accessToken)
    {
        if (!claims.TryGetProperty(JwtRegisteredClaimNames.AtHash, out _))
            return null;

        byte[] hash = SHA256.HashData(Encoding.ASCII.GetBytes(accessToken ?? ""));
        string expected = Base64UrlEncoder.Encode(hash, 0, hash.Length / 2);
        return accessToken is not null && claims.Text(JwtRegisteredClaimNames.AtHash) is { } given && ConstantTime.Equal(given, expected)
            ? null
            : RefusalReason.AccessTokenHashMismatch;
    }
}
