using System.Security.Cryptography;
using LeerId.AcmSimulator.Provider;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.AcmSimulator.SignIn;

/// <summary>
/// Who is signed in on a browser. Cookies hold a random reference only; they ignore ports, so their names carry
/// the simulator's port, apart from other simulators and from the application on the same host.
/// </summary>
internal sealed class SingleSignOn(TimeProvider clock)
{
    private static readonly TimeSpan SessionLife = TimeSpan.FromHours(2);
    private static readonly TimeSpan NextLife = TimeSpan.FromMinutes(5);

    private readonly ExpiringRegister<Persona> _sessions = new(clock);
    private readonly ExpiringRegister<Persona> _next = new(clock);

    /// <summary>Signs in for two hours from now, however often the session is used.</summary>
    public void Start(HttpContext http, Persona persona)
    {
        _sessions.TryTake(http.Request.Cookies[SessionCookie(http)], out _);
        Keep(http, _sessions, SessionCookie(http), persona, SessionLife);
    }

    public Persona? Current(HttpContext http) =>
        _sessions.TryGet(http.Request.Cookies[SessionCookie(http)], out Persona? persona) ? persona : null;

    public void End(HttpContext http) => Take(http, _sessions, SessionCookie(http));

    /// <summary>Remembers who signs in at the next request, in the place of who is signed in now.</summary>
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
