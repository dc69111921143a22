using System.Security.Cryptography;
using LeerId.AcmSimulator.Provider;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.AcmSimulator.SignIn;

/// <summary>
/// The single sign-on sessions of browsers. A cookie contains only a random reference. Its name contains the simulator's port, because browsers
/// would send it to every port of this machine, and so to other simulators.
/// </summary>
internal sealed class SingleSignOn(TimeProvider clock)
{
    private static readonly TimeSpan SessionLifetime = TimeSpan.FromHours(2);
    private static readonly TimeSpan ChoiceLifetime = TimeSpan.FromMinutes(5);

    private readonly ExpiringRegister<Persona> _sessions = new(clock);
    private readonly ExpiringRegister<Persona> _next = new(clock);

    /// <summary>Starts a session, which ends after two hours even if it is used.</summary>
    public void Start(HttpContext http, Persona persona)
    {
        _sessions.TryTake(http.Request.Cookies[SessionCookie(http)], out _);
        Keep(http, _sessions, SessionCookie(http), persona, SessionLifetime);
    }

    public Persona? Current(HttpContext http) =>
        _sessions.TryGet(http.Request.Cookies[SessionCookie(http)], out Persona? persona) ? persona : null;

    public void End(HttpContext http) => Take(http, _sessions, SessionCookie(http));

    /// <summary>Ends the current session, and sets the persona that the browser's next authorization request signs in.</summary>
    public void ChooseNext(HttpContext http, Persona persona)
    {
        End(http);
        Keep(http, _next, NextCookie(http), persona, ChoiceLifetime);
    }

    /// <summary>Returns the persona of <see cref="ChooseNext"/>, only once; null if there is none.</summary>
    public Persona? TakeNext(HttpContext http) => Take(http, _next, NextCookie(http));

    private static string SessionCookie(HttpContext http) => $"LeerId.AcmSimulator.Session.{http.Connection.LocalPort}";

    private static string NextCookie(HttpContext http) => $"LeerId.AcmSimulator.Next.{http.Connection.LocalPort}";

    private static CookieOptions Options() => new() { Path = "/op", HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true };

    private void Keep(HttpContext http, ExpiringRegister<Persona> register, string cookie, Persona persona, TimeSpan lifetime)
    {
        string reference = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        register.TryAdd(reference, persona, clock.GetUtcNow() + lifetime);
        http.Response.Cookies.Append(cookie, reference, Options());
    }

    private static Persona? Take(HttpContext http, ExpiringRegister<Persona> register, string cookie)
    {
        if (http.Request.Cookies[cookie] is not { } reference)
            return null;
        http.Response.Cookies.Delete(cookie, Options());
        return register.TryTake(reference, out Persona? persona) ? persona : null;
    }
}
