namespace LeerId.SignIn;

/// <summary>A cookie to set or to end. Always HttpOnly, Secure and with path <c>/</c>.</summary>
public sealed record BrowserCookie
{
    /// <summary>The cookie's name.</summary>
    public required string Name { get; init; }

    /// <summary>The cookie's value; null when the cookie is to go.</summary>
    public string? Value { get; init; }

    /// <summary>How long the browser keeps it.</summary>
    public TimeSpan MaxAge { get; init; }

    /// <summary>Whether it comes along with a POST from ACM (SameSite=None) or not (SameSite=Lax).</summary>
    public bool CrossSite { get; init; }
}
