using Microsoft.Playwright;

namespace LeerId.Browser.Tests;

/// <summary>Tests of what axe doesn't check: the first heading, the width and the keyboard.</summary>
public sealed class PageTests(ChromiumFixture chromium, LocalHostFixture host)
{
    private const string Information = "Wat we met je gegevens doen (nieuw venster)";
    private const string Help = "Hulp voor leerkrachten (nieuw venster)";

    public static TheoryData<string> Pages => PageCatalogue.Names;

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_has_a_language_and_one_heading_that_has_the_focus_and_is_the_title(string name)
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await PageCatalogue.OpenAsync(page, host, name);

        Assert.Matches("^(nl|en)$", await page.Locator("html").GetAttributeAsync("lang"));
        string heading = Assert.Single(await page.Locator("h1").AllInnerTextsAsync());
        Assert.StartsWith(heading, await page.TitleAsync(), StringComparison.Ordinal);
        await Assertions.Expect(page.Locator("h1")).ToBeFocusedAsync();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_fits_a_screen_of_320_points_and_a_usual_one_at_200_percent(string name)
    {
        await using IBrowserContext context = await chromium.OpenAsync(Looks.Narrow);
        IPage page = await context.NewPageAsync();
        await PageCatalogue.OpenAsync(page, host, name);

        foreach (BrowserNewContextOptions look in new[] { Looks.Narrow, Looks.Zoomed })
        {
            await page.ShowAsAsync(look);
            int[] widths = await page.EvaluateAsync<int[]>("[document.documentElement.scrollWidth, innerWidth]");
            Assert.True(widths[0] <= widths[1], $"The page is {widths[0]} points wide, the screen {widths[1]}.");
        }
    }

    [Theory]
    [InlineData("form post", "Ga verder", "Not let in")]
    [InlineData("no enrolment", "Meld je hier af", "Je bent afgemeld")]
    [InlineData("no contract", "Meld je hier af", "Je bent afgemeld")]
    [InlineData("cancelled", "Probeer opnieuw", "Wie meldt zich aan?")]
    [InlineData("start again", "Probeer opnieuw", "Wie meldt zich aan?")]
    [InlineData("answer not trusted", "Probeer opnieuw", "Wie meldt zich aan?")]
    [InlineData("unavailable", "Probeer opnieuw", "Wie meldt zich aan?")]
    [InlineData("busy", "Probeer opnieuw", "Het is druk")]
    [InlineData("ACM's choice", "Leerling van school 012345, met alle gegevens", "In the application")]
    [InlineData("start page", "identified", "In the application")]
    [InlineData("in the application", "Sign out", "Signed out")]
    [InlineData("sign-out question", "Ja, meld mij af", "Je bent afgemeld")]
    [InlineData("signed out here", "Opnieuw beginnen", "Wie meldt zich aan?")]
    [InlineData("signed out of the application", "Sign in", "Wie meldt zich aan?")]
    public async Task Tab_and_Enter_operate_the_next_step(string name, string step, string next)
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await PageCatalogue.OpenAsync(page, host, name);

        await page.Keyboard.PressAsync("Tab");
        Assert.StartsWith(step, await page.Locator(":focus").InnerTextAsync(), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Enter");

        await page.ExpectTitleAsync(next);
    }

    [Fact]
    public async Task Information_opens_in_a_window_of_its_own_so_that_the_support_code_stays()
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await PageCatalogue.OpenAsync(page, host, "no contract");

        IPage information = await context.RunAndWaitForPageAsync(() => page.GetByRole(AriaRole.Link, new() { Name = Information }).ClickAsync());

        await information.ExpectTitleAsync("Wat we met je gegevens doen");
        Assert.NotEmpty(await page.SupportCodeAsync());
    }

    [Fact]
    public async Task Page_at_the_end_of_the_agreement_leads_back_to_the_application_and_to_the_information_only()
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await PageCatalogue.OpenAsync(page, host, "agreement ended");

        Assert.Equal(["Terug naar de oefenapp", Help, Information], await page.Locator("a:visible, button:visible, input:visible").AllInnerTextsAsync());
    }

    [Fact]
    public async Task Page_of_a_request_of_no_application_leads_to_the_information_only()
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await PageCatalogue.OpenAsync(page, host, "application's fault");

        Assert.Equal([Help, Information], await page.Locator("a:visible, button:visible, input:visible").AllInnerTextsAsync());
    }
}
