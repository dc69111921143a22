using Microsoft.Playwright;

namespace LeerId.Browser.Tests;

/// <summary>Tests of one device that several pupils use in turn.</summary>
public sealed class SharedDeviceTests(ChromiumFixture chromium, LocalHostFixture host)
{
    private const string NameOfTheFirst = "Wolfraam";

    [Fact]
    public async Task After_signing_out_the_next_pupil_finds_no_trace_of_the_one_before()
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await page.SignInAsync(host, "identified");
        await ExpectNameAsync(page, isThere: true);

        await page.GetByRole(AriaRole.Link, new() { Name = "Sign out" }).ClickAsync();
        await page.ExpectTitleAsync("Signed out");

        Assert.Empty((await context.CookiesAsync()).Select(cookie => cookie.Name));
        await page.BeginSignInAsync(host);
        await ExpectNameAsync(page, isThere: false);
        await page.ChooseAsync("diacritics");
        await page.ExpectLandedAsync(host);
        await ExpectNameAsync(page, isThere: false);
    }

    [Fact]
    public async Task Back_after_signing_out_shows_nothing_of_the_pupil()
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await page.SignInAsync(host, "identified");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign out" }).ClickAsync();
        await page.ExpectTitleAsync("Signed out");

        await page.GoBackAsync();

        await page.ExpectTitleAsync("Nobody is signed in");
        await ExpectNameAsync(page, isThere: false);
    }

    [Fact]
    public async Task Refused_pupil_can_sign_out_for_another()
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await page.BeginSignInAsync(host);
        await page.ChooseAsync("no-contract");

        await Assertions.Expect(page.GetByText("Ben jij iemand anders?")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Meld je hier af" }).ClickAsync();
        await page.ExpectTitleAsync("Je bent afgemeld");

        await page.SignInAsync(host, "identified");
    }

    private static async Task ExpectNameAsync(IPage page, bool isThere) =>
        Assert.True(
            (await page.ContentAsync()).Contains(NameOfTheFirst, StringComparison.Ordinal) == isThere,
            isThere ? "The name isn't there." : "The name is still there.");
}
