using Microsoft.Playwright;

namespace LeerId.Browser.Tests;

/// <summary>The page that takes a pupil to the application, and going back to it.</summary>
public sealed class HandOffPageTests(ChromiumFixture chromium, LocalHostFixture host)
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
            Interlocked.Increment(ref posts);
            return route.AbortAsync("aborted");
        });
        await page.BeginSignInAsync(host);
        await page.RunAndWaitForRequestAsync(() => page.ChooseAsync("identified"), host.At(Steps.LandingPath).ToString());
        await page.ExpectTitleAsync("Je bent aangemeld");
        ILocator button = page.GetByRole(AriaRole.Button, new() { Name = "Ga verder" });

        await Assertions.Expect(button).ToBeDisabledAsync();
        await page.Clock.FastForwardAsync(10_000);
        await Assertions.Expect(button).ToBeEnabledAsync();
        Assert.Equal(1, Volatile.Read(ref posts));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Back_from_the_application_hands_no_token_over_again_and_leads_to_a_page_to_start_again_from(bool javaScript)
    {
        await using IBrowserContext context = await chromium.OpenAsync(new() { JavaScriptEnabled = javaScript });
        IPage page = await context.NewPageAsync();
        await page.BeginSignInAsync(host);
        await page.ChooseAsync("identified");
        await GoOnAsync(page, javaScript);

        // To the hand-off page, or past it to ACM's, which comes back at once: the sign-in it belongs to is over.
        await page.GoBackAsync();

        await page.ExpectTitleAsync("Begin nog een keer");
        Assert.Equal(0, await page.Locator("input[name=token]").CountAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Probeer opnieuw" }).ClickAsync();
        await GoOnAsync(page, javaScript);
    }

    [Fact]
    public async Task A_hand_off_page_that_the_browser_kept_begins_anew_with_a_token_of_its_own()
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await page.RouteAsync(host.At(Steps.LandingPath).ToString(), route => route.AbortAsync("aborted"));
        await page.BeginSignInAsync(host);
        await page.RunAndWaitForRequestAsync(() => page.ChooseAsync("identified"), host.At(Steps.LandingPath).ToString());
        ILocator token = page.Locator("input[name=token]");
        string used = await token.InputValueAsync();

        // Playwright switches off the cache that would bring the page back, so its event comes from here.
        await page.EvaluateAsync("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");

        await Assertions.Expect(token).Not.ToHaveValueAsync(used);
        await page.ExpectTitleAsync("Je bent aangemeld");
    }

    private async Task GoOnAsync(IPage page, bool javaScript)
    {
        if (!javaScript)
            await page.GetByRole(AriaRole.Button, new() { Name = "Ga verder" }).ClickAsync();
        await page.ExpectLandedAsync(host);
    }
}
