using System.Security.Cryptography;
using LeerId.AcmSimulator.Provider;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.AcmSimulator.SignIn;

/// <summary>
/// The single sign-on session of a browser. Cookies contain only a random reference. Browsers share cookies between ports, so the cookie names
/// contain the simulator's port. That keeps them apart from other simulators and from the application on the same host.
/// </summary>
internal sealed class SingleSignOn(TimeProvider clock)
{
    private static readonly TimeSpan SessionLife = TimeSpan.FromHours(2);
    private static readonly TimeSpan NextLife = TimeSpan.FromMinutes(5);

    private readonly ExpiringRegister<Persona> _sessions = new(clock);
    private readonly ExpiringRegister<Persona> _next = new(clock);

    /// <summary>Starts a session of two hours. Using it doesn't extend it.</summary>
    public void Start(HttpContext http, Persona persona)
    {
        _sessions.TryTake(http.Request.Cookies[SessionCookie(http)], out _);
        Keep(http, _sessions, SessionCookie(http), persona, SessionLife);
    }

    public Persona? Current(HttpContext http) =>
        _sessions.TryGet(http.Request.Cookies[SessionCookie(http)], out Persona? persona) ? persona : null;

    public void End(HttpContext http) => Take(http, _sessions, SessionCookie(http));

    /// <summary>Ends the current session, and sets the persona for the next request.</summary>
    public void ChooseNext(HttpContext http, Persona persona)
    {
        End(http);
        Keep(http, _next, NextCookie(http), persona, NextLife);
    }

    public Persona? TakeNext(HttpContext http) => Take(http, _next, NextCookie(http));

    private static string SessionCookie(HttpContext http) => $"LeerId.AcmSimulator.Session.{http.Connection.LocalPort}";

    private static string NextCookie(HttpContext http) => $"LeerId.AcmSimulator.Next.{http.Connection.LocalPort}";

    private static CookieOptions Options() => new() { Path = "/op", HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true };

    private void Keep(HttpContext http, ExpiringRegister<Persona> register, string cookie, Persona persona, TimeSpan life)
    {
        string reference = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        register.TryAdd(reference, persona, clock.GetUtcNow() + life);
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
