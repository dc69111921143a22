using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole;

/// <summary>
/// The message that the next page shows once, stored in an encrypted cookie. If it were in the address, anybody could send a link with a forged
/// message.
/// </summary>
public sealed class ConsoleMessages(IDataProtectionProvider protection)
{
    private const string CookieName = "__Host-beheer-bericht";

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);
    private static readonly CookieOptions Options = new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = Life };

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("staff console message").ToTimeLimitedDataProtector();

    /// <summary>Leaves a message for the next page.</summary>
    internal void Leave(HttpContext http, string message) => http.Response.Cookies.Append(CookieName, _protector.Protect(message, Life), Options);

    /// <summary>Reads the message and deletes it; null if there is none.</summary>
    internal string? Take(HttpContext http)
    {
        if (http.Request.Cookies[CookieName] is not { Length: > 0 } value)
            return null;
        http.Response.Cookies.Delete(CookieName, Options);
        try
        {
            return _protector.Unprotect(value);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
