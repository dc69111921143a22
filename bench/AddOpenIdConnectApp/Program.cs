using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

// The app that a team would write without this project: the framework's OpenID Connect client with a cookie session, as its documentation shows.
if (args is not [string address, string issuer, string clientId, string clientSecret])
{
    await Console.Error.WriteLineAsync("Usage: AddOpenIdConnectApp ADDRESS ISSUER CLIENT-ID CLIENT-SECRET");
    return 2;
}

WebApplicationBuilder builder = WebApplication.CreateBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls(address);
// The cookie's keys are not part of the comparison. They are kept in memory, so that a start writes no file.
builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
builder.Services.AddAuthorization();
builder.Services
    .AddAuthentication(options =>
    {
        options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
    })
    .AddCookie()
    .AddOpenIdConnect(options =>
    {
        options.Authority = issuer;
        options.RequireHttpsMetadata = false;
        options.ClientId = clientId;
        options.ClientSecret = clientSecret;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.MapInboundClaims = false;
        options.CallbackPath = "/callback";
    });

WebApplication app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.MapGet("/", (HttpContext context) => Results.Text($"<!DOCTYPE html><title>In</title><p>{context.User.FindFirst("ov_orgcode")?.Value}</p>", "text/html"))
    .RequireAuthorization();
await app.RunAsync();
return 0;
