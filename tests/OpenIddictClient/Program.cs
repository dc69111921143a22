// <documented>
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Client;
using OpenIddict.Client.AspNetCore;

const string LeerId = OpenIddictClientAspNetCoreDefaults.AuthenticationScheme;
const string Cookies = CookieAuthenticationDefaults.AuthenticationScheme;
const string IdToken = OpenIddictClientAspNetCoreConstants.Tokens.BackchannelIdentityToken;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddAuthentication(Cookies).AddCookie();
// OpenIddict keeps what it needs of a sign-in in a database. Without one it puts everything into state, which is then longer than the provider takes.
builder.Services.AddDbContext<DbContext>(database => database.UseInMemoryDatabase("OpenIddict").UseOpenIddict());
builder.Services.AddOpenIddict().AddCore(core => core.UseEntityFrameworkCore().UseDbContext<DbContext>()).AddClient(client =>
{
    client.AllowAuthorizationCodeFlow();
    // An application with several instances needs certificates instead.
    client.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
    client.UseSystemNetHttp();
    OpenIddictClientAspNetCoreBuilder web = client.UseAspNetCore()
        .EnableRedirectionEndpointPassthrough()
        .EnablePostLogoutRedirectionEndpointPassthrough();
    if (builder.Environment.IsDevelopment())
        web.DisableTransportSecurityRequirement();
    client.AddRegistration(new OpenIddictClientRegistration
    {
        Issuer = new Uri(builder.Configuration["Issuer"]!),
        ClientId = builder.Configuration["ClientId"],
        ClientSecret = builder.Configuration["ClientSecret"],
        Scopes = { "openid", "profile", "leerid" },
        RedirectUri = new Uri("callback", UriKind.Relative),
        PostLogoutRedirectUri = new Uri("signed-out", UriKind.Relative),
    });
});

WebApplication app = builder.Build();
app.UseAuthentication();

app.MapGet("/sign-in", () => Results.Challenge(new AuthenticationProperties { RedirectUri = "/" }, [LeerId]));

app.MapGet("/callback", async (HttpContext http) =>
{
    AuthenticateResult result = await http.AuthenticateAsync(LeerId);
    if (!result.Succeeded)
        return Results.BadRequest();
    ClaimsIdentity pupil = new(result.Principal.Claims.Where(claim => !claim.Type.StartsWith("oi_", StringComparison.Ordinal)), LeerId);
    AuthenticationProperties session = new() { RedirectUri = result.Properties.RedirectUri };
    session.StoreTokens([new AuthenticationToken { Name = IdToken, Value = result.Properties.GetTokenValue(IdToken)! }]);
    return Results.SignIn(new ClaimsPrincipal(pupil), session, Cookies);
});

app.MapGet("/sign-out", async (HttpContext http) =>
{
    AuthenticateResult pupil = await http.AuthenticateAsync(Cookies);
    AuthenticationProperties signOut = new() { RedirectUri = "/" };
    signOut.SetString(OpenIddictClientAspNetCoreConstants.Properties.IdentityTokenHint, pupil.Properties?.GetTokenValue(IdToken));
    return Results.SignOut(signOut, [Cookies, LeerId]);
});

app.MapGet("/signed-out", async (HttpContext http) =>
    Results.Redirect((await http.AuthenticateAsync(LeerId)).Properties?.RedirectUri ?? "/"));
// </documented>

app.MapGet("/claims", (ClaimsPrincipal pupil) => pupil.Identity is { IsAuthenticated: true }
    ? Results.Json(pupil.Claims.GroupBy(claim => claim.Type).ToDictionary(group => group.Key, group => group.Select(claim => claim.Value)))
    : Results.Unauthorized());
app.MapGet("/", () => "Welcome");
await app.RunAsync();
