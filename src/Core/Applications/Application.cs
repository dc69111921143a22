using Microsoft.IdentityModel.Tokens;

namespace LeerId.Applications;

/// <summary>One of the publisher's applications: a client of this OpenID Provider.</summary>
public sealed class Application
{
    /// <summary>The client id.</summary>
    public required string ClientId { get; init; }

    /// <summary>The name as pupils know it.</summary>
    public required string Name { get; init; }

    /// <summary>The addresses to which the browser may return with a code.</summary>
    public required IReadOnlyList<string> RedirectUris { get; init; }

    /// <summary>The addresses to which the browser may return after signing out.</summary>
    public required IReadOnlyList<string> PostLogoutRedirectUris { get; init; }

    /// <summary>The address at which a sign-in begins in the application; null when it is not set.</summary>
    public required Uri? InitiateLoginUri { get; init; }

    /// <summary>The method by which it authenticates at the token endpoint.</summary>
    public required ClientAuthentication ClientAuthentication { get; init; }

    /// <summary>The name of its secret in the vault; null when it signs with a private key.</summary>
    public required string? SecretName { get; init; }

    /// <summary>Its public keys; empty when it uses a secret.</summary>
    public required IReadOnlyList<JsonWebKey> PublicKeys { get; init; }

    /// <summary>The signature algorithm of its ID tokens: <c>RS256</c> or <c>ES256</c> (RFC 7518, section 3.1).</summary>
    public required string IdTokenAlgorithm { get; init; }

    /// <summary>The scopes it may ask for.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Whether it must use PKCE.</summary>
    public required bool RequiresPkce { get; init; }

    /// <summary>The sector. Applications of one sector get the same <c>sub</c> for a pupil.</summary>
    public required string Sector { get; init; }

    /// <summary>The protocol under which this application gets the data, as text; empty when its settings name none.</summary>
    public required string Protocol { get; init; }

    /// <summary>
    /// The scopes of a request that this application may have, in the order of the settings; others are ignored (OpenID Connect Core, section 3.1.2.1).
    /// </summary>
    public IEnumerable<string> Grant(IEnumerable<string> requested) => Scopes.Intersect(requested, StringComparer.Ordinal);
}
