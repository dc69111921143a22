using System.Net;
using System.Security.Claims;
using LeerId.Functions.Tests.Staff;
using LeerId.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace LeerId.Functions.Tests.StaffDirectory;

/// <summary>The framework's own OpenID Connect handler signs in and out at LocalHost's directory of staff.</summary>
public sealed class FrameworkSignInTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Handler_signs_in_with_a_code_and_out_at_the_directory()
    {
        // The handler uses this machine's clock.
        await using StaffRig rig = await StaffRig.StartAsync(azurite, clock: new FakeTimeProvider(TimeProvider.System.GetUtcNow()));
        using DirectorySignIn signIn = new(rig);
        await using WebApplication app = Build(rig.Host.At("dev/directory").AbsoluteUri, signIn.Secret);
        await app.StartAsync(Cancel);
        using Browser browser = new();

        Answer page = await browser.GetAsync((await GetAsync("/beheer")).Location, Cancel);
        Answer chosen = await browser.PostAsync(
            rig.Host.At("dev/directory/authorize"),
            [
                .. page.Document.QuerySelectorAll("form:has(button[value=every-role]) input")
                    .Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value")!)),
                KeyValuePair.Create("person", "every-role"),
            ],
            Cancel);
        Answer signedIn = await GetAsync(chosen.Location.PathAndQuery);
        Assert.Equal((HttpStatusCode.Redirect, "/beheer"), (signedIn.Status, signedIn.Location.AbsolutePath));
        Assert.Equal("Geert Wouters access-control dpo operator helpdesk privacy", (await GetAsync("/beheer")).Body);

        Answer left = await GetAsync("/beheer/afmelden");
        Answer returned = await browser.GetAsync(left.Location, Cancel);
        Assert.Equal("/beheer/afgemeld", returned.Location.AbsolutePath);
        Assert.Equal("/beheer/einde", (await GetAsync(returned.Location.PathAndQuery)).Location.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync((await GetAsync("/beheer")).Location, Cancel)).Status);

        // The request pretends that the handler runs at the address that the directory knows.
        Task<Answer> GetAsync(string path)
        {
            HttpRequestMessage request = new(HttpMethod.Get, new Uri(new Uri(app.Urls.First()), path));
            request.Headers.Host = rig.Host.Host.Address.Authority;
            return browser.SendAsync(request, Cancel);
        }
    }

    private static WebApplication Build(string issuer, string secret)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore().AddLogging().AddAuthorization().AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(cookie => cookie.ForwardChallenge = OpenIdConnectDefaults.AuthenticationScheme)
            .AddOpenIdConnect(options =>
            {
                options.Authority = issuer;
                options.ClientId = DirectorySignIn.ClientId;
                options.ClientSecret = secret;
                options.ResponseType = OpenIdConnectResponseType.Code;
                options.ResponseMode = OpenIdConnectResponseMode.Query;
                options.CallbackPath = "/beheer/aangemeld";
                options.SignedOutCallbackPath = "/beheer/afgemeld";
                options.MapInboundClaims = false;
                options.RequireHttpsMetadata = false;
            });
        WebApplication app = builder.Build();
        app.UseAuthentication();
        app.MapGet("/beheer", (ClaimsPrincipal person) => person.Identity is { IsAuthenticated: true }
            ? Results.Text(string.Join(' ', person.Claims.Where(claim => claim.Type is "name" or "roles").Select(claim => claim.Value)))
            : Results.Challenge(new AuthenticationProperties { RedirectUri = "/beheer" }));
        app.MapGet("/beheer/afmelden", () => Results.SignOut(
            new AuthenticationProperties { RedirectUri = "/beheer/einde" },
            [CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme]));
        return app;
    }
}
