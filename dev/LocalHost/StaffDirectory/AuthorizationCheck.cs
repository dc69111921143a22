using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace LeerId.LocalHost.StaffDirectory;

/// <summary>An authorization request of the console (OpenID Connect Core, section 3.1.2.1; RFC 7636).</summary>
/// <param name="RedirectUri">The address of the answer.</param>
/// <param name="State">The value that is returned with the answer.</param>
/// <param name="Nonce">The value for the ID token.</param>
/// <param name="CodeChallenge">The SHA-256 of the verifier that redeems the code, in base64url.</param>
/// <param name="MustAsk">Whether the page must be shown, even if somebody is signed in.</param>
/// <param name="MayAsk">Whether the page may be shown; false for <c>prompt=none</c>.</param>
internal sealed record AuthorizationRequest(string RedirectUri, string State, string Nonce, string CodeChallenge, bool MustAsk, bool MayAsk);

/// <summary>The result of checking an authorization request.</summary>
internal abstract record AuthorizationCheck
{
    private AuthorizationCheck()
    {
    }

    /// <summary>The request is valid.</summary>
    public sealed record Valid(AuthorizationRequest Request) : AuthorizationCheck;

    /// <summary>The fault is returned to the console (RFC 6749, section 4.1.2.1).</summary>
    public sealed record Returned(string RedirectUri, string? State, string Error, string Description) : AuthorizationCheck;

    /// <summary>Nobody is redirected, because the client or the address is not the console's.</summary>
    public sealed record Refused(string Reason) : AuthorizationCheck;

    public static AuthorizationCheck Of(IEnumerable<KeyValuePair<string, StringValues>> parameters, ConsoleRegistration console)
    {
        Dictionary<string, StringValues> given = new(parameters, StringComparer.Ordinal);
        if (One("client_id") != console.ClientId)
            return new Refused("client_id is niet die van de console.");
        if (One("redirect_uri") is not { } redirectUri || redirectUri != console.RedirectUri)
            return new Refused($"redirect_uri is niet {console.RedirectUri}.");

        string? state = One("state");
        if (given.FirstOrDefault(parameter => parameter.Value.Count > 1).Key is { } repeated)
            return Invalid($"{repeated} was sent more than once.");
        if (One("response_type") != "code")
            return new Returned(redirectUri, state, "unsupported_response_type", "response_type must be code.");
        if (One("response_mode") is not (null or "query"))
            return Invalid("response_mode must be query: the console's cookies are not sent with a POST from another site.");
        if (One("scope")?.Split(' ').Contains("openid") != true)
            return new Returned(redirectUri, state, "invalid_scope", "scope must have openid.");
        if (string.IsNullOrEmpty(state))
            return Invalid("state is missing.");
        if (One("nonce") is not { Length: > 0 } nonce)
            return Invalid("nonce is missing.");
        if (One("code_challenge_method") != "S256" || One("code_challenge") is not { Length: 43 } challenge)
            return Invalid("code_challenge must be 43 characters, with code_challenge_method S256.");

        string[] prompts = (One("prompt") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        bool silent = prompts.Contains("none");
        if (silent && prompts.Length > 1)
            return Invalid("prompt none can't be combined.");
        if (One("max_age") is { } age && !int.TryParse(age, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return Invalid("max_age must be a number of seconds.");
        bool mustAsk = prompts.Any(prompt => prompt is "login" or "select_account") || given.ContainsKey("max_age");
        return new Valid(new AuthorizationRequest(redirectUri, state, nonce, challenge, mustAsk, !silent));

        string? One(string name) => given.GetValueOrDefault(name) is [{ } value] ? value : null;

        Returned Invalid(string description) => new(redirectUri, state, "invalid_request", description);
    }
}
