using System.Security.Cryptography;
using LeerId.AcmSimulator.Provider;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.LocalHost.StaffDirectory;

/// <summary>The session of a person at the directory, in one browser.</summary>
/// <param name="Person">The person.</param>
/// <param name="AuthenticatedAt">The moment at which the person was chosen, in UTC.</param>
internal sealed record DirectorySession(DirectoryPerson Person, DateTimeOffset AuthenticatedAt);

/// <summary>
/// The directory's single sign-on. The cookie contains only a random reference. Its name contains the port, because browsers would send it to
/// every port of this machine, and so to another host.
/// </summary>
internal sealed class DirectorySessions(TimeProvider clock)
{
    // A session lasts a working day, which is longer than the console's own session.
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private readonly ExpiringRegister<DirectorySession> _sessions = new(clock);

    /// <summary>Signs a person in, and ends the previous session of the browser.</summary>
    public DirectorySession Start(HttpContext http, DirectoryPerson person)
    {
        _sessions.TryTake(http.Request.Cookies[CookieName(http)], out _);
        DirectorySession session = new(person, clock.GetUtcNow());
        string reference = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        _sessions.TryAdd(reference, session, session.AuthenticatedAt + Lifetime);
        http.Response.Cookies.Append(CookieName(http), reference, Options());
        return session;
    }

    /// <summary>The session of the browser; null if nobody is signed in.</summary>
    public DirectorySession? Current(HttpContext http) =>
        _sessions.TryGet(http.Request.Cookies[CookieName(http)], out DirectorySession? session) ? session : null;

    public void End(HttpContext http)
    {
        _sessions.TryTake(http.Request.Cookies[CookieName(http)], out _);
        http.Response.Cookies.Delete(CookieName(http), Options());
    }

    private static string CookieName(HttpContext http) => $"LeerId.Directory.{http.Connection.LocalPort}";

    private static CookieOptions Options() => new()
    {
        Path = $"/{DirectoryEndpoints.Path}",
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        IsEssential = true,
    };
}
