using Microsoft.Playwright;

namespace LeerId.Browser.Tests;

/// <summary>The page that takes a pupil to the application, and going back to it.</summary>
public sealed class HandOffTests(ChromiumFixture chromium, LocalHostFixture host)
{
    [Fact]
    public async Task Without_JavaScript_the_button_leads_to_the_application()
    {
        await using IBrowserContext context = await chromium.OpenAsync(new() { JavaScriptEnabled = false });
        IPage page = await context.NewPageAsync();
        await page.BeginSignInAsync(host);
        await page.ChooseAsync("identified");
        await page.ExpectTitleAsync("Je bent aangemeld");

        await page.GetByRole(AriaRole.Button, new() { Name = "Ga verder" }).ClickAsync();

        await page.ExpectLandedAsync(host);
    }

    [Fact]
    public async Task With_JavaScript_the_token_goes_once_and_the_button_waits_ten_seconds()
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await page.Clock.InstallAsync();
        int posts = 0;
        await page.RouteAsync(host.At(Steps.LandingPath).ToString(), route =>
        {
            posts++;
            return route.AbortAsync("aborted");
        });
        await page.BeginSignInAsync(host);
        await page.ChooseAsync("identified");
        await page.ExpectTitleAsync("Je bent aangemeld");
        ILocator button = page.GetByRole(AriaRole.Button, new() { Name = "Ga verder" });

        await Assertions.Expect(button).ToBeDisabledAsync();
        Assert.Equal(1, posts);
        await page.Clock.FastForwardAsync(10_000);
        await Assertions.Expect(button).ToBeEnabledAsync();
    }

    [Fact]
    public async Task Back_from_the_application_does_not_sign_in_a_second_time()
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await page.SignInAsync(host, "identified");

        await page.GoBackAsync();

        // The page that posted itself left no place in the history: back is ACM's page, from where the same sign-in doesn't go on.
        await page.ExpectTitleAsync("Wie meldt zich aan?");
        await page.ChooseAsync("identified");
        await ExpectFreshStartAsync(page);
    }

    [Fact]
    public async Task Back_from_the_application_without_JavaScript_leads_to_a_page_to_start_again_from()
    {
        await using IBrowserContext context = await chromium.OpenAsync(new() { JavaScriptEnabled = false });
        IPage page = await context.NewPageAsync();
        await page.BeginSignInAsync(host);
        await page.ChooseAsync("identified");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ga verder" }).ClickAsync();
        await page.ExpectLandedAsync(host);

        await page.GoBackAsync();

        await page.ExpectTitleAsync("Begin nog een keer");
        Assert.Equal(0, await page.Locator("input[name=token]").CountAsync());
    }

    private async Task ExpectFreshStartAsync(IPage page)
    {
        await page.ExpectTitleAsync("Begin nog een keer");
        await page.GetByRole(AriaRole.Link, new() { Name = "Probeer opnieuw" }).ClickAsync();
        await page.ExpectLandedAsync(host);
    }
}
