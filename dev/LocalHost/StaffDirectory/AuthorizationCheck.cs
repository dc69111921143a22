using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace LeerId.LocalHost.StaffDirectory;

/// <summary>An authorization request of the console (OpenID Connect Core, section 3.1.2.1; RFC 7636).</summary>
/// <param name="RedirectUri">The address to which the browser returns with a code.</param>
/// <param name="State">The value that the browser returns together with the code.</param>
/// <param name="Nonce">The value that the ID token repeats.</param>
/// <param name="CodeChallenge">The SHA-256 hash, in base64url, of the verifier that the console sends to redeem the code.</param>
/// <param name="MustAsk">Whether the page to choose a person must be shown, even if somebody is signed in.</param>
/// <param name="MayAsk">Whether that page may be shown; false for <c>prompt=none</c>.</param>
internal sealed record AuthorizationRequest(string RedirectUri, string State, string Nonce, string CodeChallenge, bool MustAsk, bool MayAsk);

/// <summary>The result of checking an authorization request.</summary>
internal abstract record AuthorizationCheck
{
    private AuthorizationCheck()
    {
    }

    /// <summary>The request is valid.</summary>
    public sealed record Valid(AuthorizationRequest Request) : AuthorizationCheck;

    /// <summary>The request is invalid, and the browser returns to the console with the error (RFC 6749, section 4.1.2.1).</summary>
    public sealed record Returned(string RedirectUri, string? State, string Error, string Description) : AuthorizationCheck;

    /// <summary>The client or the redirect address isn't the console's. So the browser isn't redirected, and gets a page with the reason.</summary>
    public sealed record Refused(string Reason) : AuthorizationCheck;

    public static AuthorizationCheck Of(IEnumerable<KeyValuePair<string, StringValues>> parameters, ConsoleRegistration console)
    {
        Dictionary<string, StringValues> given = new(parameters, StringComparer.Ordinal);
        if (One("client_id") != console.ClientId)
            return new Refused($"client_id moet {console.ClientId} zijn, het id van de console.");
        if (One("redirect_uri") is not { } redirectUri || redirectUri != console.RedirectUri)
            return new Refused($"redirect_uri moet {console.RedirectUri} zijn, het adres van de console.");

        string? state = One("state");
        if (given.FirstOrDefault(parameter => parameter.Value.Count > 1).Key is { } repeated)
            return Invalid($"{repeated} occurs more than once; send it once.");
        if (One("response_type") != "code")
            return new Returned(redirectUri, state, "unsupported_response_type", "response_type must be code.");
        if (One("response_mode") is not (null or "query"))
            return Invalid("response_mode must be query: the console's cookies are not sent with a POST from another site.");
        if (One("scope")?.Split(' ').Contains("openid") != true)
            return new Returned(redirectUri, state, "invalid_scope", "scope must contain openid.");
        if (string.IsNullOrEmpty(state))
            return Invalid("state must not be missing or empty.");
        if (One("nonce") is not { Length: > 0 } nonce)
            return Invalid("nonce must not be missing or empty.");
        if (One("code_challenge_method") != "S256" || One("code_challenge") is not { Length: 43 } challenge)
            return Invalid("code_challenge_method must be S256, and code_challenge must have 43 characters.");

        string[] prompts = (One("prompt") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        bool silent = prompts.Contains("none");
        if (silent && prompts.Length > 1)
            return Invalid("prompt none must not be combined with another value.");
        if (One("max_age") is { } age && !int.TryParse(age, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return Invalid("max_age must be a whole number of seconds, 0 or more.");
        bool mustAsk = prompts.Any(prompt => prompt is "login" or "select_account") || given.ContainsKey("max_age");
        return new Valid(new AuthorizationRequest(redirectUri, state, nonce, challenge, mustAsk, !silent));

        string? One(string name) => given.GetValueOrDefault(name) is [{ } value] ? value : null;

        Returned Invalid(string description) => new(redirectUri, state, "invalid_request", description);
    }
}
