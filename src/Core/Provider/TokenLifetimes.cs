namespace LeerId.Provider;

/// <summary>How long the tokens of the OpenID Provider are valid.</summary>
public static class TokenLifetimes
{
    /// <summary>An authorization code, which is valid once. OAuth wants a short life (RFC 6749, section 4.1.2: ten minutes at most).</summary>
    public static readonly TimeSpan Code = TimeSpan.FromSeconds(60);

    /// <summary>An ID token. The application begins a session of its own with it.</summary>
    public static readonly TimeSpan IdToken = TimeSpan.FromMinutes(5);

    /// <summary>An access token, for the userinfo endpoint.</summary>
    public static readonly TimeSpan AccessToken = TimeSpan.FromMinutes(5);
}
