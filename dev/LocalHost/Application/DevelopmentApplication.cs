using System.Globalization;
using LeerId.LocalHost.StartPage;
using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LeerId.LocalHost.Application;

/// <summary>
/// Stands in for the publisher's application: takes the hand-off token, begins a session of its own, and shows the protocol's seven data.
/// </summary>
internal static class DevelopmentApplication
{
    public const string LandingPath = "/dev/application";
    public const string SignedOutPath = "/dev/application/signed-out";
    private const string SignOutPath = "/dev/application/sign-out";
    private const string SessionCookie = "oefenapp-session";

    private static readonly TimeSpan SessionLifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan KeptConnection = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan KeysTimeout = TimeSpan.FromSeconds(5);

    // The official name, the claim, and when it is not there.
    private static readonly (string Name, string Claim, string Absent)[] Data =
    [
        ("Naam", "naam", "LeerID gave none"),
        ("Voornaam", "voornaam", "LeerID gave none"),
        ("Leer_id_uuid", "leer_id_uuid", "not identified with INSZ"),
        ("Account_uuid", "account_uuid", "LeerID gave none"),
        ("Historiek_account_uuid", "historiek_account_uuid", "no earlier accounts"),
        ("Gebruikersnaam", "gebruikersnaam", "LeerID gave none, or its time is over"),
        ("Instellingsnummer", "instellingsnummer", "none"),
    ];

    public static void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddMemoryCache()
        .AddSingleton<UsedTokens>()
        .AddSingleton(provider => new HandOffTokenReader(
            // Kept for as long as the application runs: its connections are renewed, so that it follows a change of address.
            new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = KeptConnection }) { Timeout = KeysTimeout },
            new Uri(configuration["Acm:RedirectUri"]!).GetLeftPart(UriPartial.Authority),
            configuration["Application:Audience"]!,
            provider.GetRequiredService<UsedTokens>(),
            provider.GetRequiredService<TimeProvider>()));

    public static void Map(WebApplication app)
    {
        app.MapPost(LandingPath, LandAsync).DisableAntiforgery();
        app.MapGet(LandingPath, Show);
        app.MapGet(SignOutPath, SignOut);
        app.MapGet(SignedOutPath, (HttpResponse response) => DeveloperPage.Show(response, "Signed out", new HtmlContentBuilder().AppendHtml(
            "<p>The sessions in the application and at ACM have ended.</p><p><a href=\"/\">Start page</a></p>")));
    }

    private static async Task<IResult> LandAsync(
        HttpContext http, HandOffTokenReader reader, IMemoryCache sessions, CancellationToken cancellationToken)
    {
        string posted = http.Request.HasFormContentType ? (await http.Request.ReadFormAsync(cancellationToken))["token"].ToString() : "";
        JsonWebToken? token;
        try
        {
            token = await reader.ReadAsync(posted, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return Refuse(http.Response, "The keys of sign-in can't be fetched. Try again.", StatusCodes.Status503ServiceUnavailable);
        }

        if (token is null)
            return Refuse(http.Response, "The hand-off token is not valid, or was used before.");

        string session = Guid.NewGuid().ToString("N");
        sessions.Set(session, token, SessionLifetime);
        http.Response.Cookies.Append(SessionCookie, session, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = LandingPath });

        // A redirect, so that going back or reloading doesn't post the token again.
        http.Response.Headers.Location = LandingPath;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static IResult Show(HttpContext http, IMemoryCache sessions)
    {
        if (http.Request.Cookies[SessionCookie] is not { } session || !sessions.TryGetValue(session, out JsonWebToken? token))
            return Refuse(http.Response, "Nobody is signed in.");

        HtmlContentBuilder content = new();
        content.AppendHtml("<p>The application has this of the pupil:</p><table>");
        foreach ((string name, string claim, string absent) in Data)
        {
            string value = Value(token!, claim);
            content.AppendFormat(CultureInfo.InvariantCulture, "<tr><th scope=\"row\" lang=\"nl\">{0}</th>", name);
            if (value.Length > 0)
                content.AppendFormat(CultureInfo.InvariantCulture, "<td>{0}</td></tr>", value);
            else
                content.AppendFormat(CultureInfo.InvariantCulture, "<td><em>({0})</em></td></tr>", absent);
        }

        content.AppendFormat(CultureInfo.InvariantCulture, "</table><p>The pupil was going to <code>{0}</code>.</p>", Value(token!, "return_path"));
        content.AppendFormat(CultureInfo.InvariantCulture, "<p><a href=\"{0}\">Sign out</a></p><p><a href=\"/\">Start page</a></p>", SignOutPath);
        return DeveloperPage.Show(http.Response, "In the application", content);
    }

    // The application's own session first, then that of ACM.
    private static IResult SignOut(HttpContext http, IMemoryCache sessions)
    {
        if (http.Request.Cookies[SessionCookie] is { } session)
            sessions.Remove(session);
        http.Response.Cookies.Delete(SessionCookie, new CookieOptions { Path = LandingPath });
        return Results.Redirect("/sign-out");
    }

    private static string Value(JsonWebToken token, string claim) =>
        token.TryGetPayloadValue(claim, out string[]? values) ? string.Join(", ", values ?? [])
        : token.TryGetPayloadValue(claim, out string? value) ? value ?? ""
        : "";

    private static IResult Refuse(HttpResponse response, string reason, int status = StatusCodes.Status403Forbidden)
    {
        HtmlContentBuilder content = new();
        content.AppendFormat(CultureInfo.InvariantCulture, "<p>{0}</p><p><a href=\"/\">Start page</a></p>", reason);
        return DeveloperPage.Show(response, "Not let in", content, status);
    }
}
