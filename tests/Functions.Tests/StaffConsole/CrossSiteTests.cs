using System.Net;
using System.Text;
using LeerId.Pages.StaffConsole;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>Forms from another site or another person: only requests from a page of the same session reach a screen.</summary>
public sealed class CrossSiteTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private ConsoleRig? _rig;

    private ConsoleRig Rig => _rig!;

    private string OwnOrigin => Rig.Staff.Host.Host.Address.GetLeftPart(UriPartial.Authority);

    public async ValueTask InitializeAsync() => _rig = await ConsoleRig.StartAsync(azurite);

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
            await _rig.DisposeAsync();
    }

    [Fact]
    public async Task Form_of_this_session_reaches_the_screen()
    {
        using ConsoleBrowser browser = await SignInAsync();

        Answer answer = await PostAsync(browser, (await browser.GetAsync("hulpcode")).Token(), "own");

        Assert.Equal("De proef is gedaan.", answer.Message());
        Assert.Null((await browser.GetAsync("hulpcode")).Message());
        Assert.Single(Rig.Probe.Handled);
    }

    [Fact]
    public async Task Origin_must_be_that_of_the_console()
    {
        using ConsoleBrowser browser = await SignInAsync();
        string token = (await browser.GetAsync("hulpcode")).Token();

        foreach (string? origin in new[]
        {
            null, "null", "https://elsewhere.example", OwnOrigin.Replace("http:", "https:", StringComparison.Ordinal), $"{OwnOrigin}0",
            "http://127.0.0.1", $"{OwnOrigin}.elsewhere.example", OwnOrigin.ToUpperInvariant(), $"{OwnOrigin}/", $"{OwnOrigin} https://elsewhere.example",
        })
        {
            Answer answer = await PostAsync(browser, token, origin);
            Assert.Equal((HttpStatusCode.Forbidden, "Dit formulier komt niet van deze toepassing"), (answer.Status, answer.Heading()));
        }

        Assert.Empty(Rig.Probe.Handled);
    }

    [Fact]
    public async Task Every_form_of_the_console_demands_the_origin_and_a_token_of_the_session()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig.Staff, "every-role");
        foreach (ConsoleRoute route in Rig.Staff.Get<ConsoleRouter>().Routes.Where(route => route.Method == "POST"))
        {
            string path = route.Path.Replace('{', 'x').Replace('}', 'x');
            Answer foreign = await browser.PostAsync(path, [], "https://elsewhere.example");
            Assert.True(foreign.Status == HttpStatusCode.Forbidden, $"{route.Path}: {foreign}");
            Answer without = await browser.PostAsync(path, []);
            Assert.True(without.Status == HttpStatusCode.Conflict && without.Heading() == "Verstuur het formulier opnieuw", $"{route.Path}: {without}");
        }
    }

    [Fact]
    public async Task Token_must_be_of_this_session()
    {
        using ConsoleBrowser browser = await SignInAsync();
        string own = (await browser.GetAsync("hulpcode")).Token();
        using ConsoleBrowser colleague = await ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.Operator);
        string foreign = (await colleague.GetAsync("hulpcode")).Token();
        using ConsoleBrowser nobody = new(Rig.Staff.Host.Host.Address);
        string anonymous = (await PostAsync(nobody, "none", "own")).Token();
        string cookie = browser.Browser.Cookies[ConsoleSessionSteps.Cookie];

        foreach (string token in new[] { "", "made-up", foreign, anonymous, cookie, own[..^4], own + "AAAA" })
        {
            Answer answer = await PostAsync(browser, token, "own");
            Assert.True(answer.Status == HttpStatusCode.Conflict, answer.ToString());
        }

        // The colleague's token and cookie are used in the session of the person.
        browser.Browser.Cookies["__Host-beheer-formulier"] = colleague.Browser.Cookies["__Host-beheer-formulier"];
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(browser, foreign, "own")).Status);
        Assert.Empty(Rig.Probe.Handled);
    }

    [Fact]
    public async Task Token_from_before_the_last_sign_in_is_refused()
    {
        using ConsoleBrowser browser = await SignInAsync();
        string token = (await browser.GetAsync("hulpcode")).Token();
        Rig.Staff.Clock.Advance(TimeSpan.FromSeconds(10));
        await browser.GetAsync("aanmelden");

        Answer answer = await PostAsync(browser, token, "own");

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Empty(Rig.Probe.Handled);
    }

    [Fact]
    public async Task Session_from_before_the_sign_in_is_not_reused()
    {
        using ConsoleBrowser attacker = await SignInAsync();
        string planted = attacker.Browser.Cookies[ConsoleSessionSteps.Cookie];
        using ConsoleBrowser browser = new(Rig.Staff.Host.Host.Address);
        browser.Browser.Cookies[ConsoleSessionSteps.Cookie] = planted;

        await browser.SignInAsync("operator");

        Assert.NotEqual(planted, browser.Browser.Cookies[ConsoleSessionSteps.Cookie]);
        Assert.Contains("Els Goossens", (await browser.OpenAsync(Rig.Staff)).Body, StringComparison.Ordinal);
        Assert.Contains("Dirk Willems", (await attacker.OpenAsync(Rig.Staff)).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("made-up")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Forged_session_is_refused(string cookie)
    {
        using ConsoleBrowser browser = new(Rig.Staff.Host.Host.Address);
        browser.Browser.Cookies[ConsoleSessionSteps.Cookie] = cookie;
        browser.Browser.Cookies["__Host-beheer-bericht"] = cookie;
        browser.Browser.Cookies["__Host-beheer-formulier"] = cookie;

        Assert.False(await browser.IsSignedInAsync(Rig.Staff));
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync(Rig.Staff, "afgemeld/klaar")).Status);
    }

    [Fact]
    public async Task Session_with_a_changed_character_is_refused()
    {
        using ConsoleBrowser browser = await SignInAsync();
        string cookie = browser.Browser.Cookies[ConsoleSessionSteps.Cookie];
        foreach (int place in new[] { 10, cookie.Length / 2, cookie.Length - 3 })
        {
            browser.Browser.Cookies[ConsoleSessionSteps.Cookie] = new StringBuilder(cookie) { [place] = cookie[place] == 'A' ? 'B' : 'A' }.ToString();
            Assert.False(await browser.IsSignedInAsync(Rig.Staff));
        }
    }

    [Fact]
    public async Task No_page_can_be_framed_and_every_answer_forbids_caches_and_guesses_of_its_type()
    {
        using ConsoleBrowser nobody = new(Rig.Staff.Host.Host.Address);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig.Staff, "every-role");
        List<Answer> answers = [];
        foreach (string path in new[] { "hulpcode", "afgemeld/klaar", "aangemeld" })
            answers.Add(await nobody.OpenAsync(Rig.Staff, path));
        answers.Add(await PostAsync(nobody, "none", "own"));
        answers.Add(await PostAsync(browser, "none", null));
        answers.Add(await browser.OpenAsync(Rig.Staff, "bestaat-niet"));
        foreach (ConsoleRoute route in Rig.Staff.Get<ConsoleRouter>().Routes.Where(route => route.Method == "GET"))
            answers.Add(await browser.OpenAsync(Rig.Staff, route.Path.Replace('{', 'x').Replace('}', 'x')));

        foreach (Answer answer in answers)
        {
            Assert.True(answer.Headers["Cache-Control"].Contains("no-store", StringComparison.Ordinal), answer.ToString());
            Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
            Assert.True(answer.Headers["Referrer-Policy"] is "no-referrer" or "same-origin", answer.ToString());
            if (!answer.Headers.GetValueOrDefault("Content-Type", "").StartsWith("text/html", StringComparison.Ordinal))
                continue;
            string policy = answer.Headers["Content-Security-Policy"];
            Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy, StringComparison.Ordinal);
            Assert.Contains("script-src 'none'", policy, StringComparison.Ordinal);
            Assert.EndsWith("base-uri 'none'; frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.Equal("DENY", answer.Headers["X-Frame-Options"]);
            Assert.Empty(answer.Document.QuerySelectorAll("script, iframe, object, embed, link, [style], [onclick], [onload], base"));
        }
    }

    private Task<ConsoleBrowser> SignInAsync() => ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.Dpo);

    private static Task<Answer> PostAsync(ConsoleBrowser browser, string token, string? origin) =>
        browser.PostAsync(ProbeScreen.Act, [new("__token", token), new("tekst", "waarde")], origin);
}
