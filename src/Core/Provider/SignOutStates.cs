using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using LeerId.Settings;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Provider;

/// <summary>
/// Seals and opens the <c>state</c> of a sign-out, which ACM returns: the address to which the browser returns after ACM's session has ended. It is a JWE, so
/// that nobody can make this app send a browser to another address.
/// </summary>
public sealed class SignOutStates(IssuingKeys keys, TimeProvider clock)
{
    private const string TokenType = "sign-out+jwe";
    private const int MaximumStateLength = 4096;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = MaximumStateLength };
    private static readonly Dictionary<string, object> Header = new() { [JwtHeaderParameterNames.Typ] = TokenType };

    /// <summary>Makes a state.</summary>
    /// <param name="returnTo">A verified address; null when the browser stays here.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async ValueTask<string> SealAsync(string? returnTo, CancellationToken cancellationToken)
    {
        IssuingKeySet current = await keys.GetAsync(cancellationToken);
        long until = (clock.GetUtcNow() + Lifetime).ToUnixTimeSeconds();
        return Handler.EncryptToken(JsonSerializer.Serialize(new string[] { $"{until}", returnTo ?? "" }), current.TokenEncryption[0], Header);
    }

    /// <summary>The address in a state; null when there is none, or when the state has expired (ten minutes) or was not made by this app.</summary>
    public async ValueTask<Uri?> OpenAsync(string? state, CancellationToken cancellationToken)
    {
        IssuingKeySet current = await keys.GetAsync(cancellationToken);
        try
        {
            JsonWebToken token = Handler.ReadJsonWebToken(state);
            if (!token.IsEncrypted || token.Typ != TokenType || token.Alg != JwtConstants.DirectKeyUseAlg)
                return null;
            string content = Handler.DecryptToken(
                token, new TokenValidationParameters { TokenDecryptionKeys = [.. current.TokenEncryption.Select(credentials => credentials.Key)] });
            return JsonSerializer.Deserialize<string[]>(content) is [var until, var address]
                && long.Parse(until, CultureInfo.InvariantCulture) >= clock.GetUtcNow().ToUnixTimeSeconds()
                ? AddressRules.Parse(address)
                : null;
        }
        catch (Exception exception) when (
            exception is SecurityTokenException or ArgumentException or FormatException or OverflowException or CryptographicException or JsonException)
        {
            return null;
        }
    }
}
