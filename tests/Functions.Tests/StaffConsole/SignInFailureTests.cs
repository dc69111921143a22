using System.Net;
using LeerId.Functions.Tests.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>A sign-in that fails: the browser shows a page in Dutch, nobody is signed in, and the page repeats no value of the request.</summary>
public sealed class SignInFailureTests(SharedStaffRig shared, AzuriteFixture azurite) : IClassFixture<SharedStaffRig>
{
    private readonly StaffRig _rig = shared.Rig;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("?code=the-code")]
    [InlineData("?code=the-code&state=made-up")]
    [InlineData("?error=access_denied&error_description=%3Cscript%3Ealert(1)%3C/script%3E")]
    public async Task Answer_that_belongs_to_no_sign_in_is_refused(string query)
    {
        using ConsoleBrowser browser = new(_rig.Host.Host.Address);

        AssertRefused(browser, await browser.OpenAsync(_rig, $"aangemeld{query}"));
    }

    [Theory]
    [InlineData("error=access_denied")]
    [InlineData("error=server_error&error_description=%3Cscript%3Ealert(1)%3C/script%3E")]
    [InlineData("error=login_required")]
    [InlineData("code=made-up")]
    [InlineData("")]
    public async Task Error_of_the_directory_is_a_page_to_try_again_from(string answer)
    {
        using ConsoleBrowser browser = new(_rig.Host.Host.Address);
        string state = await BeginAsync(browser);

        AssertRefused(browser, await browser.OpenAsync(_rig, $"aangemeld?{answer}&state={Uri.EscapeDataString(state)}"));
    }

    [Fact]
    public async Task Answer_is_accepted_only_in_the_browser_that_began()
    {
        using ConsoleBrowser attacker = new(_rig.Host.Host.Address);
        Answer chosen = await attacker.ChooseAsync(_rig);
        using ConsoleBrowser victim = new(_rig.Host.Host.Address);
        await BeginAsync(victim);

        AssertRefused(victim, await victim.Browser.GetAsync(chosen.Location, Cancel));
    }

    [Fact]
    public async Task Answer_is_accepted_once()
    {
        using ConsoleBrowser browser = new(_rig.Host.Host.Address);
        Answer chosen = await browser.ChooseAsync(_rig);
        Dictionary<string, string> before = new(browser.Browser.Cookies);
        Assert.Equal(HttpStatusCode.Found, (await browser.Browser.GetAsync(chosen.Location, Cancel)).Status);

        // This holds even if the browser still has the cookies of the sign-in.
        browser.Browser.Cookies.Clear();
        foreach ((string name, string value) in before)
            browser.Browser.Cookies[name] = value;
        AssertRefused(browser, await browser.Browser.GetAsync(chosen.Location, Cancel));
    }

    [Fact]
    public async Task Sign_in_may_take_ten_minutes()
    {
        using ConsoleBrowser browser = new(_rig.Host.Host.Address);

        Answer answer = await browser.OpenAsync(_rig);

        string expires = $"expires={_rig.Clock.GetUtcNow().AddMinutes(10):r}";
        Assert.Equal(2, answer.SetCookies.Count);
        Assert.All(answer.SetCookies, cookie =>
        {
            Assert.StartsWith("__Secure-beheer-", cookie, StringComparison.Ordinal);
            Assert.Contains(expires, cookie, StringComparison.Ordinal);
            Assert.Contains("; path=/beheer/aangemeld; secure; samesite=lax; httponly", cookie, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Unavailable_directory_gives_a_page_and_no_fault_of_the_software()
    {
        await using StaffRig rig = await StaffRig.StartAsync(azurite, settings: new Dictionary<string, string?>
        {
            ["Staff:Issuer"] = "http://127.0.0.1:9/tenant/v2.0",
            ["Staff:Audience"] = "staff",
        });
        using ConsoleBrowser browser = new(rig.Host.Host.Address);

        Answer answer = await browser.OpenAsync(rig);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Even niet beschikbaar"), (answer.Status, answer.Heading()));
        Assert.Contains(rig.Host.Logs.Entries, entry => entry.EventId.Id == 9003);
        Assert.DoesNotContain(rig.Host.Logs.Entries, entry => entry.EventId.Id == 9004);
    }

    [Theory]
    [InlineData("//elsewhere.example")]
    [InlineData("https://elsewhere.example/beheer")]
    [InlineData("/beheer@elsewhere.example")]
    [InlineData("/beheer/../../elsewhere.example")]
    [InlineData("/beheer/..//elsewhere.example/")]
    [InlineData("\\\\elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("/beheer\\..\\..\\\\elsewhere.example")]
    [InlineData("/staff/schools")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/beheer/hulpcode\r\nLocation: https://elsewhere.example")]
    [InlineData("/beheer/aangemeld?code=x")]
    [InlineData("/beheer/afmelden")]
    public async Task Sign_in_returns_to_a_screen_of_the_console_only(string address)
    {
        using ConsoleBrowser browser = new(_rig.Host.Host.Address);
        Answer chosen = await browser.ChooseAsync(_rig, $"aanmelden?terug={Uri.EscapeDataString(address)}");

        Answer returned = await browser.Browser.GetAsync(chosen.Location, Cancel);

        Assert.Equal(HttpStatusCode.Found, returned.Status);
        Assert.StartsWith("/", returned.Headers["Location"], StringComparison.Ordinal);
        Assert.Equal(_rig.Host.Host.Address.Authority, returned.Location.Authority);
        Assert.True(returned.Location.AbsolutePath is "/beheer" or "/beheer/hulpcode", returned.ToString());
    }

    [Fact]
    public async Task Address_of_the_app_is_that_of_the_settings_whatever_host_the_client_names()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, _rig.Host.At("beheer/hulpcode"));
        request.Headers.Host = "elsewhere.example";
        request.Headers.Add("X-Forwarded-Host", "elsewhere.example");
        using ConsoleBrowser browser = new(_rig.Host.Host.Address);

        Answer answer = await browser.Browser.SendAsync(request, Cancel);

        Assert.Equal(_rig.Host.At("beheer/aangemeld").AbsoluteUri, answer.LocationParameter("redirect_uri"));
    }

    private async Task<string> BeginAsync(ConsoleBrowser browser) => (await browser.OpenAsync(_rig)).LocationParameter("state");

    private static void AssertRefused(ConsoleBrowser browser, Answer answer)
    {
        Assert.Equal((HttpStatusCode.BadRequest, "Aanmelden is niet gelukt"), (answer.Status, answer.Heading()));
        Assert.Equal("nl", answer.Document.DocumentElement.GetAttribute("lang"));
        Assert.Equal("/beheer", answer.Document.QuerySelector("main a")!.GetAttribute("href"));
        Assert.DoesNotContain("alert(1)", answer.Body, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", answer.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.False(browser.Browser.Cookies.ContainsKey(ConsoleSessionSteps.Cookie));
    }
}
