using LeerId.Browser.Tests.StaffConsole;
using Microsoft.Playwright;

namespace LeerId.Browser.Tests;

/// <summary>The buttons of LocalHost's start page, by keyboard.</summary>
public sealed class StartPageTests(ChromiumFixture chromium, LocalHostFixture host)
{
    [Fact]
    public async Task Enter_on_a_member_of_staff_opens_the_console()
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await PageCatalogue.OpenAsync(page, host, "start page");

        await page.Locator("button[value=every-role]").PressAsync("Enter");

        await Assertions.Expect(page).ToHaveURLAsync(host.At("/beheer").ToString());
        await Assertions.Expect(page.GetByText("Geert Wouters").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Faults_are_turned_on_and_off_and_the_browser_returns_to_them()
    {
        await using IBrowserContext context = await chromium.OpenAsync(Looks.Narrow);
        IPage page = await context.NewPageAsync();
        await PageCatalogue.OpenAsync(page, host, "start page");

        await page.PressAsync($"Turn on: {LocalHostFixture.IdleFault}");

        await Assertions.Expect(page).ToHaveURLAsync(host.At("/#faults").ToString());
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Faults" })).ToBeInViewportAsync();
        await page.PressAsync($"Turn off: {LocalHostFixture.IdleFault}");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = $"Turn on: {LocalHostFixture.IdleFault}" })).ToBeVisibleAsync();
    }
}
