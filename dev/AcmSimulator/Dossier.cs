namespace LeerId.AcmSimulator;

/// <summary>What the integration dossier at ACM fixes for one client.</summary>
public sealed record Dossier
{
    /// <summary>The scopes a LeerID client is given when its dossier says nothing else.</summary>
    public static IReadOnlyList<string> DefaultScopes { get; } = ["openid", "profile", "ov_leerling"];

    public required string ClientId { get; init; }

    /// <summary>Callback addresses; a request's <c>redirect_uri</c> must equal one of them to the letter.</summary>
    public required IReadOnlyList<Uri> RedirectUris { get; init; }

    /// <summary>Addresses the browser may return to after signing out, compared to the letter.</summary>
    public required IReadOnlyList<Uri> PostLogoutRedirectUris { get; init; }

    /// <summary>The scopes the client may ask for; any other is refused before the user signs in.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = DefaultScopes;

    /// <summary>The secret for <c>client_secret_post</c> and <c>client_secret_basic</c>; null when the client has none.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The RSA public key (PEM) for signed client JWTs; null when the client has none.</summary>
    public string? ClientPublicKeyPem { get; init; }
}
