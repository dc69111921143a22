using System.Globalization;
using System.Security.Claims;
using LeerId.Pages.StaffConsole;
using LeerId.Staff;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace LeerId.Functions.StaffConsole;

/// <summary>
/// The session of a member of staff: an encrypted cookie, which ends after half an hour without a request and after eight hours at the latest.
/// </summary>
internal static class ConsoleSession
{
    /// <summary>The authentication scheme.</summary>
    public const string Scheme = "console";

    public const string CookieName = "__Host-beheer";

    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan MaximumLifetime = TimeSpan.FromHours(8);

    // The cookie is renewed at most once per minute. By default the framework renews it only after half of its lifetime, so that a session could end a
    // quarter of an hour early.
    private static readonly TimeSpan RenewedAfter = TimeSpan.FromMinutes(1);

    private const string ObjectIdClaim = "oid";
    private const string NameClaim = "name";
    private const string RoleClaim = "role";
    private const string BegunClaim = "begun";
    private const string SignedInClaim = "auth_time";

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = CookieName;
        options.Cookie.Path = "/";
        options.Cookie.HttpOnly = true;
        options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = Idle;
        options.SlidingExpiration = true;
        options.Events.OnCheckSlidingExpiration = context =>
        {
            context.ShouldRenew = context.ElapsedTime >= RenewedAfter;
            return Task.CompletedTask;
        };
        options.Events.OnValidatePrincipal = context =>
        {
            DateTimeOffset now = context.Options.TimeProvider!.GetUtcNow();
            if (context.Principal is not { } principal || TryMoment(principal, BegunClaim) is not { } begun || begun + MaximumLifetime <= now)
                context.RejectPrincipal();
            return Task.CompletedTask;
        };
    }

    /// <summary>The claims in the cookie of a person who signed in.</summary>
    public static ClaimsPrincipal Begin(ConsolePerson person, DateTimeOffset now)
    {
        ClaimsIdentity identity = new(
            [
                new Claim(ObjectIdClaim, person.ObjectId),
                // Antiforgery tokens belong to one session, because the framework binds them to this claim.
                new Claim(ClaimTypes.NameIdentifier, $"{person.ObjectId} {now.ToUnixTimeMilliseconds()}"),
                new Claim(NameClaim, person.Name),
                new Claim(BegunClaim, Text(now)),
                new Claim(SignedInClaim, Text(person.SignedInAt)),
                .. person.Roles.Select(role => new Claim(RoleClaim, role.ToText())),
            ],
            Scheme);
        return new ClaimsPrincipal(identity);
    }

    /// <summary>The person of a session.</summary>
    public static ConsolePerson Read(ClaimsPrincipal session)
    {
        HashSet<string> roles = [.. session.FindAll(RoleClaim).Select(claim => claim.Value)];
        return new ConsolePerson(
            session.FindFirstValue(ObjectIdClaim)!,
            session.FindFirstValue(NameClaim)!,
            Enum.GetValues<StaffRole>().Where(role => roles.Contains(role.ToText())).ToHashSet(),
            TryMoment(session, SignedInClaim) ?? DateTimeOffset.MinValue);
    }

    private static DateTimeOffset? TryMoment(ClaimsPrincipal session, string claim) =>
        long.TryParse(session.FindFirstValue(claim), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static string Text(DateTimeOffset moment) => moment.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
