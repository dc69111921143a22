using System.Globalization;

namespace LeerId.Applications;

/// <summary>
/// The request with which an application sent the browser to <c>/authorize</c> (OpenID Connect Core, section 3.1.2.1). It is kept during the sign-in at ACM
/// and continued afterwards. A class, not a record, so that its state and nonce never print themselves.
/// </summary>
public sealed class AuthorizationRequest
{
    /// <summary>
    /// The parameter of <see cref="HintedSubject"/>. Only this app sets it: a value that an application sends under this name is dropped.
    /// </summary>
    public const string HintedSubjectParameter = "hinted_sub";

    /// <summary>The maximum length of <see cref="Query"/>, in characters. Encrypted, it must fit into a cookie (RFC 6265, section 6.1: 4,096 bytes).</summary>
    public const int MaximumQueryLength = 2560;

    private const string StateParameter = "state";

    // The parameters that affect the sign-in and its answer. All others are ignored, as the standard says.
    private static readonly string[] Kept =
    [
        "client_id", "redirect_uri", "response_type", "response_mode", "scope", StateParameter, "nonce", "code_challenge", "code_challenge_method", "prompt",
        "max_age", HintedSubjectParameter,
    ];

    private readonly Dictionary<string, string> _parameters;

    private AuthorizationRequest(Dictionary<string, string> parameters) => _parameters = parameters;

    /// <summary>The client id.</summary>
    public string ClientId => _parameters["client_id"];

    /// <summary>The address to which the browser returns with a code.</summary>
    public string RedirectUri => _parameters["redirect_uri"];

    /// <summary>Whether the browser posts the answer to the application (OAuth 2.0 Form Post Response Mode); otherwise the answer is in the query.</summary>
    public bool UsesFormPost => Get("response_mode") == "form_post";

    /// <summary>The state, which the application gets back unchanged; null when it sent none.</summary>
    public string? State => Get(StateParameter);

    /// <summary>The maximum age of the pupil's sign-in at ACM, in seconds; null when the application sets no limit.</summary>
    public long? MaxAge => long.TryParse(Get("max_age"), NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) ? seconds : null;

    /// <summary>
    /// The <c>sub</c> of the ID token in <c>id_token_hint</c>. This request may sign in nobody else (OpenID Connect Core, section 3.1.2.2).
    /// Null when the application sent no hint.
    /// </summary>
    public string? HintedSubject => Get(HintedSubjectParameter);

    /// <summary>Whether the application asks for a new sign-in at ACM.</summary>
    public bool PromptsLogin => HasPrompt("login");

    /// <summary>Whether the request must be answered without showing the pupil a page.</summary>
    public bool PromptsNone => HasPrompt("none");

    /// <summary>The request as the query of an address, without the question mark.</summary>
    public string Query => string.Join('&', _parameters.Select(parameter => $"{parameter.Key}={Uri.EscapeDataString(parameter.Value)}"));

    /// <summary>Keeps the needed parameters. They must include <c>client_id</c> and <c>redirect_uri</c>, and all must have been checked.</summary>
    public static AuthorizationRequest Of(Func<string, string?> parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        Dictionary<string, string> kept = [];
        foreach (string name in Kept)
        {
            if (parameter(name) is { Length: > 0 } value)
                kept[name] = value;
        }

        return new AuthorizationRequest(kept);
    }

    /// <summary>Reads a query that <see cref="Query"/> wrote.</summary>
    /// <exception cref="FormatException">The query lacks the client id or the redirect URI.</exception>
    public static AuthorizationRequest Parse(string query)
    {
        ArgumentNullException.ThrowIfNull(query);
        Dictionary<string, string> parameters = query.Split('&').Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]), StringComparer.Ordinal);
        return parameters.ContainsKey("client_id") && parameters.ContainsKey("redirect_uri")
            ? new AuthorizationRequest(parameters)
            : throw new FormatException("The query is not an authorization request.");
    }

    private string? Get(string name) => _parameters.GetValueOrDefault(name);

    private bool HasPrompt(string value) => (Get("prompt") ?? "").Split(' ').Contains(value);
}
