namespace LeerId.Applications;

/// <summary>The methods by which an application authenticates to this provider (OpenID Connect Core, section 9).</summary>
public enum ClientAuthentication
{
    /// <summary>A client secret in the Authorization header (RFC 6749, section 2.3.1).</summary>
    ClientSecretBasic,

    /// <summary>A client secret in the body of the request (RFC 6749, section 2.3.1).</summary>
    ClientSecretPost,

    /// <summary>A JWT that the application signs with its own key (RFC 7523, section 2.2).</summary>
    PrivateKeyJwt,
}

/// <summary>
/// The publisher's applications, which pupils are let into: settings <c>Applications:0:*</c>, <c>Applications:1:*</c> and so on, as text, so that every
/// faulty one is named at once.
/// </summary>
public sealed class ApplicationsOptions : List<ApplicationOptions>
{
    internal const string Section = "Applications";
}

/// <summary>One application, as its settings name it.</summary>
public sealed class ApplicationOptions
{
    /// <summary>The client id: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, at most 64 characters.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The application's name as pupils know it.</summary>
    public string Name { get; set; } = "";

    /// <summary>
    /// The addresses to which the browser may return with a code. A request must have one of them, exact to the character (RFC 9700, section 2.1).
    /// </summary>
    public IList<string> RedirectUris { get; } = [];

    /// <summary>The addresses to which the browser may return after signing out. A request must have one of them, exact to the character.</summary>
    public IList<string> PostLogoutRedirectUris { get; } = [];

    /// <summary>
    /// The address at which a sign-in begins in the application (OpenID Connect Core, section 4). Pages link to it when no sign-in is known. Empty: no link.
    /// </summary>
    public string InitiateLoginUri { get; set; } = "";

    /// <summary>The method by which the application authenticates at the token endpoint: the name of a value of <see cref="ClientAuthentication"/>.</summary>
    public string ClientAuthentication { get; set; } = nameof(Applications.ClientAuthentication.ClientSecretBasic);

    /// <summary>The name of the client secret in the vault; empty for <c>application-CLIENTID-secret</c>. Not used with a private key.</summary>
    public string SecretName { get; set; } = "";

    /// <summary>The application's public keys as a JSON Web Key Set (RFC 7517); used with a private key only.</summary>
    public string PublicKeys { get; set; } = "";

    /// <summary>The signature of its ID tokens: <c>RS256</c> or <c>ES256</c>.</summary>
    public string IdTokenAlgorithm { get; set; } = "RS256";

    /// <summary>The scopes it may ask for, separated by spaces; <c>openid</c> is among them.</summary>
    public string Scopes { get; set; } = "openid profile leerid";

    /// <summary>Whether it must use PKCE (RFC 7636): <c>true</c> or <c>false</c>.</summary>
    public string RequiresPkce { get; set; } = "true";

    /// <summary>
    /// Applications of one sector get the same <c>sub</c> for a pupil (OpenID Connect Core, section 8.1). Empty: the host of the first redirect URI.
    /// </summary>
    public string Sector { get; set; } = "";

    /// <summary>The protocol under which this application gets the data, as text. The register shows it.</summary>
    public string Protocol { get; set; } = "";
}
