namespace LeerId.AcmSimulator;

/// <summary>The registration of one client at ACM, as agreed in its integration dossier.</summary>
public sealed record Dossier
{
    /// <summary>The scopes of a client that uses LeerID.</summary>
    public static IReadOnlyList<string> DefaultScopes { get; } = ["openid", "profile", "ov_leerling"];

    public required string ClientId { get; init; }

    /// <summary>The callback addresses. A request's <c>redirect_uri</c> must equal one of them exactly.</summary>
    public required IReadOnlyList<Uri> RedirectUris { get; init; }

    /// <summary>The addresses to which the browser may return after signing out. A request must have one of them exactly.</summary>
    public required IReadOnlyList<Uri> PostLogoutRedirectUris { get; init; }

    /// <summary>The scopes that the client may request. A request for another scope is refused before the user signs in.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = DefaultScopes;

    /// <summary>The secret for <c>client_secret_post</c> and <c>client_secret_basic</c>; null if the client has none.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>
    /// The RSA key, in PEM, that verifies the client's signed JWTs; null if the client has none. It may be a key pair: only the public half is used.
    /// </summary>
    public string? ClientPublicKeyPem { get; init; }
}
