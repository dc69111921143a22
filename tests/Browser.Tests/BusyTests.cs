using Microsoft.Playwright;

namespace LeerId.Browser.Tests;

/// <summary>The page for when it is busy asks for the same address again by itself, also where no script runs.</summary>
public sealed class BusyTests(ChromiumFixture chromium, LocalHostFixture host)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pupil_waits_and_goes_on_without_doing_anything(bool runsScripts)
    {
        await using IBrowserContext context = await chromium.OpenAsync(new BrowserNewContextOptions { JavaScriptEnabled = runsScripts });
        IPage page = await context.NewPageAsync();
        Uri address = host.BusyAtFirst($"scripts-{runsScripts}");

        await page.GotoAsync(address.ToString());
        await Assertions.Expect(page).ToHaveTitleAsync("Het is druk");
        await Assertions.Expect(page).ToHaveTitleAsync(address.Query);
        Assert.Equal(address.ToString(), page.Url);
    }

    [Fact]
    public async Task Button_asks_for_the_same_address_at_once()
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await PageCatalogue.OpenAsync(page, host, "busy");

        IRequest request = await page.RunAndWaitForRequestAsync(
            () => page.GetByRole(AriaRole.Link, new() { Name = "Probeer opnieuw" }).ClickAsync(), host.Busy.ToString());
        Assert.Equal("GET", request.Method);
    }
}
