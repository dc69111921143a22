using LeerId.Staff;
using Microsoft.Playwright;

namespace LeerId.Browser.Tests.StaffConsole;

/// <summary>Tests of the screen Hulpcode in a browser.</summary>
public sealed class SupportCodeTests(ChromiumFixture chromium, LocalHostFixture host)
{
    [Fact]
    public async Task Helpdesk_resolves_a_code_in_two_interactions()
    {
        await using IBrowserContext context = await chromium.OpenAsync(new() { JavaScriptEnabled = false });
        IPage page = await context.NewPageAsync();
        await page.OpenConsoleAsync(host, StaffRole.Helpdesk, "hulpcode");
        string code = await RefusedAsync();

        await page.FillInAsync("Hulpcode", code);
        await page.PressAsync("Zoek op");

        await Assertions.Expect(page.Locator(".result h2")).ToHaveTextAsync("Geen van de scholen van de leerling heeft vandaag een contract.");
    }

    private async Task<string> RefusedAsync()
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await page.BeginSignInAsync(host);
        await page.ChooseAsync("no-contract");
        return await page.SupportCodeAsync();
    }
}
