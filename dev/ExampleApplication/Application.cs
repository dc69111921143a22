using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace LeerId.ExampleApplication;

/// <summary>
/// An application to which pupils sign in. It is an ordinary ASP.NET Core application with the framework's own OpenID Connect handler, and
/// shows the claims that it received.
/// </summary>
public static class Application
{
    // Each claim, with the meaning of its absence.
    private static readonly (string Claim, string Absent)[] Shown =
    [
        ("sub", ""),
        ("former_sub", "not identified with INSZ, or no earlier accounts"),
        ("given_name", "LeerID gave none"),
        ("family_name", "LeerID gave none"),
        ("preferred_username", "LeerID gave none, or its time is over"),
        ("leer_id_uuid", "not identified with INSZ"),
        ("account_uuid", "LeerID gave none"),
        ("historiek_account_uuid", "no earlier accounts"),
        ("instellingsnummer", "none"),
    ];

    /// <summary>
    /// Builds the application. The settings are <c>urls</c>, <c>Issuer</c>, <c>ClientId</c> and <c>ClientSecret</c>. <c>StartPage</c> is the
    /// address to which its pages link.
    /// </summary>
    public static WebApplication Build(string[] arguments)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(arguments);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        AddSignIn(builder.Services, builder.Configuration);
        WebApplication app = builder.Build();
        // On a shared device, the back button must not show the next pupil a page of the previous one.
        app.Use((http, next) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            return next(http);
        });
        app.UseAuthentication();
        app.MapGet("/", Show);
        app.MapGet("/claims", (ClaimsPrincipal pupil) => pupil.Identity is { IsAuthenticated: true }
            ? Results.Json(pupil.Claims.GroupBy(claim => claim.Type).ToDictionary(group => group.Key, group => group.Select(claim => claim.Value)))
            : Results.Unauthorized());
        app.MapGet("/sign-in", () => Results.Challenge(new AuthenticationProperties { RedirectUri = "/" }, [OpenIdConnectDefaults.AuthenticationScheme]));
        app.MapGet("/sign-out", () => Results.SignOut(
            new AuthenticationProperties { RedirectUri = "/signed-out" },
            [CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme]));
        app.MapGet("/signed-out", (IConfiguration settings) => Page(
            settings, "Signed out", "<p>The sessions in the application and at ACM have ended.</p><p><a href=\"/sign-in\">Sign in</a></p>"));
        app.MapGet("/not-let-in", (string? error, IConfiguration settings) => Page(
            settings, "Not let in", $"<p>The provider answered <code>{Encode(error ?? "")}</code>.</p><p><a href=\"/sign-in\">Sign in</a></p>"));
        return app;
    }

    // <documented>
    private static void AddSignIn(IServiceCollection services, ConfigurationManager settings) => services
        .AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
        .AddCookie(cookie => cookie.Cookie.Name = "example-application")
        .AddOpenIdConnect(options =>
        {
            options.Authority = settings["Issuer"];
            options.ClientId = settings["ClientId"];
            options.ClientSecret = settings["ClientSecret"];
            options.ResponseType = OpenIdConnectResponseType.Code;
            options.ResponseMode = OpenIdConnectResponseMode.Query;
            options.Scope.Add("leerid");
            options.MapInboundClaims = false;
            options.GetClaimsFromUserInfoEndpoint = true;
            // The handler maps given_name and family_name by itself.
            foreach (string claim in (string[])
                ["former_sub", "preferred_username", "leer_id_uuid", "account_uuid", "historiek_account_uuid", "instellingsnummer"])
            {
                options.ClaimActions.MapJsonKey(claim, claim);
            }

            // At signing out, the ID token proves that the pupil signed in at this application.
            options.SaveTokens = true;
            options.RequireHttpsMetadata = settings["Issuer"]!.StartsWith("https:", StringComparison.Ordinal);
            options.Events.OnRemoteFailure = context =>
            {
                context.Response.Redirect($"/not-let-in?error={Uri.EscapeDataString(context.Failure?.Data["error"] as string ?? "access_denied")}");
                context.HandleResponse();
                return Task.CompletedTask;
            };
        });
    // </documented>

    private static IResult Show(HttpContext http, IConfiguration settings)
    {
        if (http.User.Identity?.IsAuthenticated != true)
            return Page(settings, "Nobody is signed in", "<p><a href=\"/sign-in\">Sign in</a></p>");

        IEnumerable<string> rows = Shown.Select(shown =>
        {
            string value = string.Join(", ", http.User.FindAll(shown.Claim).Select(claim => claim.Value));
            return $"<tr><th scope=\"row\">{shown.Claim}</th><td>{(value.Length > 0 ? Encode(value) : $"<em>({shown.Absent})</em>")}</td></tr>";
        });
        return Page(
            settings,
            "In the application",
            $"<p>The application has this of the pupil:</p><table>{string.Concat(rows)}</table><p><a href=\"/sign-out\">Sign out</a></p>");
    }

    private static IResult Page(IConfiguration settings, string title, string content)
    {
        string back = settings["StartPage"] is { } address ? $"<p><a href=\"{Encode(address)}\">Start page</a></p>" : "";
        return Results.Text(
            $"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + $"<title>{title}</title><style>"
                + ":root { color-scheme: light dark; background: Canvas; color: CanvasText; } a { color: LinkText; } "
                + "body { max-width: 50rem; margin: 2rem auto; padding: 0 1rem; font: 1.125rem/1.5 sans-serif; } "
                + "th, td { padding: .25rem 1rem .25rem 0; text-align: left; vertical-align: top; overflow-wrap: anywhere; }</style></head>"
                + $"<body><main><h1 tabindex=\"-1\" autofocus>{title}</h1>{content}{back}</main></body></html>",
            "text/html",
            System.Text.Encoding.UTF8);
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
