using Microsoft.Playwright;

namespace LeerId.Browser.Tests;

/// <summary>Tests of the link back to the application, for a pupil who was refused.</summary>
public sealed class BackToApplicationTests(ChromiumFixture chromium, LocalHostFixture host)
{
    [Fact]
    public async Task A_link_tells_the_application_that_the_pupil_was_refused()
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await page.BeginSignInAsync(host);
        await page.ChooseAsync("no-contract");

        await page.GetByRole(AriaRole.Link, new() { Name = "Terug naar de oefenapp" }).ClickAsync();

        await ExpectRefusedAsync(page);
    }

    [Fact]
    public async Task Button_replaces_the_link_if_the_application_uses_form_post()
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await page.BeginFormPostSignInAsync(host);
        await page.ChooseAsync("no-contract");

        await page.GetByRole(AriaRole.Button, new() { Name = "Terug naar de oefenapp" }).ClickAsync();

        await ExpectRefusedAsync(page);
    }

    private static async Task ExpectRefusedAsync(IPage page)
    {
        await page.ExpectTitleAsync("Not let in");
        await Assertions.Expect(page.Locator("code")).ToHaveTextAsync("access_denied");
    }
}
