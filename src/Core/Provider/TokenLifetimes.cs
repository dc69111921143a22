namespace LeerId.Provider;

/// <summary>The lifetimes of the OpenID Provider's tokens.</summary>
public static class TokenLifetimes
{
    /// <summary>The lifetime of an authorization code, which is single-use. OAuth recommends ten minutes at most (RFC 6749, section 4.1.2).</summary>
    public static readonly TimeSpan Code = TimeSpan.FromSeconds(60);

    /// <summary>The lifetime of an ID token. The application starts a session of its own with it.</summary>
    public static readonly TimeSpan IdToken = TimeSpan.FromMinutes(5);

    /// <summary>The lifetime of an access token for the userinfo endpoint.</summary>
    public static readonly TimeSpan AccessToken = TimeSpan.FromMinutes(5);
}
