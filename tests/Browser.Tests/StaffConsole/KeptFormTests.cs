using LeerId.Staff;
using Microsoft.Playwright;

namespace LeerId.Browser.Tests.StaffConsole;

/// <summary>Tests of a session that ends while a person fills in a form.</summary>
public sealed class KeptFormTests(ChromiumFixture chromium, LocalHostFixture host)
{
    private const string SessionCookie = "__Host-beheer";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_typed_is_lost_when_the_session_ended(bool hasScript)
    {
        await using IBrowserContext context = await chromium.OpenAsync(new() { JavaScriptEnabled = hasScript });
        IPage page = await context.NewPageAsync();
        await page.OpenConsoleAsync(host, StaffRole.Helpdesk, "hulpcode");
        await page.FillInAsync("Hulpcode", "K763-QX9M");
        await page.Locator("summary").ClickAsync();
        await page.FillInAsync("Instellingsnummer", "030569");
        await context.ClearCookiesAsync(new() { Name = SessionCookie });

        await page.PressAsync("Zoek op");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Uw sessie is afgelopen");
        ILocator link = page.GetByRole(AriaRole.Link, new() { Name = "Meld u aan in een nieuw venster" });
        IPage window = await context.RunAndWaitForPageAsync(() => link.ClickAsync());
        await Assertions.Expect(window.Locator("h1")).ToHaveTextAsync("U bent aangemeld");
        await window.CloseAsync();
        await page.PressAsync("Verstuur wat ik invulde");
        await page.PressAsync("Verstuur wat ik invulde");

        await Assertions.Expect(page.GetByText("School 030569: mag vandaag binnen? Ja")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Hulpcode", new() { Exact = true })).ToHaveValueAsync("K763-QX9M");
    }

    [Fact]
    public async Task Sign_out_ends_both_sessions_and_going_back_shows_nothing()
    {
        await using IBrowserContext context = await chromium.OpenAsync(new() { JavaScriptEnabled = false });
        IPage page = await context.NewPageAsync();
        await page.OpenConsoleAsync(host, StaffRole.Helpdesk, "hulpcode");

        await page.PressAsync("Meld af");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("U bent afgemeld");
        await page.GoBackAsync();

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Wie meldt zich aan?");
    }

    [Fact]
    public async Task Form_on_another_site_does_nothing()
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await page.OpenConsoleAsync(host, StaffRole.Helpdesk, "hulpcode");
        await page.RouteAsync("http://elsewhere.example/", route => route.FulfillAsync(new()
        {
            ContentType = "text/html",
            Body = $"<form method=post action='{host.At("/beheer/hulpcode")}'><input name=code value=K763-QX9M><button>Win</button></form>",
        }));
        await page.GotoAsync("http://elsewhere.example/");

        await page.PressAsync("Win");

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Dit formulier komt niet van deze toepassing");
    }

    [Fact]
    public async Task Page_of_the_console_does_not_open_in_a_frame_of_another_site()
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await page.OpenConsoleAsync(host, StaffRole.Helpdesk, "hulpcode");
        await page.RouteAsync("http://elsewhere.example/", route => route.FulfillAsync(new()
        {
            ContentType = "text/html",
            Body = $"<iframe src='{host.At("/beheer/afgemeld/klaar")}'></iframe>",
        }));

        await page.GotoAsync("http://elsewhere.example/");

        Assert.Empty(await page.FrameLocator("iframe").Locator("h1:has-text('U bent afgemeld')").AllAsync());
    }
}
