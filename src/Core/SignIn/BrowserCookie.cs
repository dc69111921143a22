namespace LeerId.SignIn;

/// <summary>A cookie to set or to delete. It is always HttpOnly and Secure, with the path <c>/</c>.</summary>
public sealed record BrowserCookie
{
    /// <summary>The cookie's name.</summary>
    public required string Name { get; init; }

    /// <summary>The cookie's value; null to delete the cookie.</summary>
    public string? Value { get; init; }

    /// <summary>How long the browser keeps it.</summary>
    public TimeSpan MaxAge { get; init; }

    /// <summary>Whether the browser sends it with a POST from ACM (SameSite=None), or doesn't (SameSite=Lax).</summary>
    public bool CrossSite { get; init; }
}
