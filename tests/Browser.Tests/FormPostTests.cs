using Microsoft.Playwright;

namespace LeerId.Browser.Tests;

/// <summary>Tests of the page that posts an answer to the application, with its content security policy, and of the back button on it.</summary>
public sealed class FormPostTests(ChromiumFixture chromium, LocalHostFixture host)
{
    [Fact]
    public async Task With_JavaScript_the_page_takes_the_pupil_into_the_application()
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await page.BeginFormPostSignInAsync(host);
        await page.ChooseAsync("identified");

        await page.ExpectLandedAsync(host);
    }

    [Fact]
    public async Task Without_JavaScript_the_button_leads_to_the_application()
    {
        await using IBrowserContext context = await chromium.OpenAsync(new() { JavaScriptEnabled = false });
        IPage page = await context.NewPageAsync();
        await page.BeginFormPostSignInAsync(host);
        await page.ChooseAsync("identified");
        await page.ExpectTitleAsync("Je bent aangemeld");

        await page.GetByRole(AriaRole.Button, new() { Name = "Ga verder" }).ClickAsync();

        await page.ExpectLandedAsync(host);
    }

    [Fact]
    public async Task With_JavaScript_the_code_is_posted_once_and_the_button_is_enabled_after_ten_seconds()
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await page.Clock.InstallAsync();
        int posts = 0;
        await page.RouteAsync(host.RedirectUri.ToString(), route =>
        {
            Interlocked.Increment(ref posts);
            return route.AbortAsync("aborted");
        });
        await page.BeginFormPostSignInAsync(host);
        await page.RunAndWaitForRequestAsync(() => page.ChooseAsync("identified"), host.RedirectUri.ToString());
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
    public async Task Back_from_the_application_sends_no_code_again_and_leads_to_a_page_to_start_again_from(bool usesFormPost)
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await (usesFormPost ? page.BeginFormPostSignInAsync(host) : page.BeginSignInAsync(host));
        await page.ChooseAsync("identified");
        await page.ExpectLandedAsync(host);

        // Going back leads to the page that posted the code, or past it to ACM's page, which redirects at once. Either way the sign-in is over.
        await page.GoBackAsync();

        await page.ExpectTitleAsync("Begin nog een keer");
        Assert.Equal(0, await page.Locator("input[name=code]").CountAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Probeer opnieuw" }).ClickAsync();
        await page.ExpectLandedAsync(host);
    }

    [Fact]
    public async Task A_page_that_the_browser_kept_shows_no_code_when_it_comes_back()
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await page.RouteAsync(host.RedirectUri.ToString(), route => route.AbortAsync("aborted"));
        await page.BeginFormPostSignInAsync(host);
        await page.RunAndWaitForRequestAsync(() => page.ChooseAsync("identified"), host.RedirectUri.ToString());
        await page.ExpectTitleAsync("Je bent aangemeld");

        // Playwright disables the cache that would restore the page, so the test sends the event itself.
        await page.EvaluateAsync("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");

        await page.ExpectTitleAsync("Begin nog een keer");
        Assert.Equal(0, await page.Locator("input[name=code]").CountAsync());
    }
}
