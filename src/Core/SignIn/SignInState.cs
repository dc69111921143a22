using System.Security.Cryptography;
using System.Text;
using LeerId.Applications;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.SignIn;

/// <summary>One sign-in under way. A class, not a record, so that its secrets never print themselves.</summary>
public sealed class SignInState
{
    private const int RandomBytes = 32;

    /// <summary>Binds the answer to the browser that began the sign-in (RFC 6749, section 10.12).</summary>
    public required string State { get; init; }

    /// <summary>Binds the ID token to this sign-in (OpenID Connect Core, section 3.1.2.1).</summary>
    public required string Nonce { get; init; }

    /// <summary>Binds the code to this sign-in (RFC 7636).</summary>
    public required string CodeVerifier { get; init; }

    /// <summary>The application's request, which is answered at the end of the sign-in.</summary>
    public required AuthorizationRequest Request { get; init; }

    /// <summary>When it began, UTC, in whole seconds.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The verifier's S256 challenge (RFC 7636, section 4.2).</summary>
    public string CodeChallenge => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(CodeVerifier)));

    /// <summary>A new sign-in with a random state, nonce and PKCE verifier (RFC 7636, section 4.1).</summary>
    public static SignInState Begin(AuthorizationRequest request, DateTimeOffset now) => new()
    {
        State = Random(),
        Nonce = Random(),
        CodeVerifier = Random(),
        Request = request,
        StartedAt = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()),
    };

    private static string Random() => Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(RandomBytes));
}
