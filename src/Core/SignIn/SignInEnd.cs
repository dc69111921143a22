using LeerId.Applications;

namespace LeerId.SignIn;

/// <summary>The part of a sign-in that its last answer needs.</summary>
/// <param name="Cookies">The cookies that the answer deletes.</param>
/// <param name="Request">The application's request; null when it is not known.</param>
public sealed record SignInEnd(IReadOnlyList<BrowserCookie> Cookies, AuthorizationRequest? Request)
{
    /// <summary>For a request whose sign-in is not known.</summary>
    public static SignInEnd Unknown { get; } = new([], null);
}
