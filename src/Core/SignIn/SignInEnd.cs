using LeerId.Applications;

namespace LeerId.SignIn;

/// <summary>What the answer that ends a sign-in needs of it.</summary>
/// <param name="Cookies">The cookies that the answer ends.</param>
/// <param name="Request">What the application asked; null when that is not known.</param>
public sealed record SignInEnd(IReadOnlyList<BrowserCookie> Cookies, AuthorizationRequest? Request)
{
    /// <summary>Of a sign-in of which nothing is known.</summary>
    public static SignInEnd Unknown { get; } = new([], null);
}
