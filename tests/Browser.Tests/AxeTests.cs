using Microsoft.Playwright;

namespace LeerId.Browser.Tests;

/// <summary>Runs every axe rule on every page, in every look. Each page is opened once, because opening a page is slow.</summary>
public sealed class AxeTests(ChromiumFixture chromium, LocalHostFixture host)
{
    public static TheoryData<string> Pages => PageCatalogue.Names;

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_has_no_violation_in_the_light_in_the_dark_on_a_narrow_screen_and_at_200_percent(string name)
    {
        await using IBrowserContext context = await chromium.OpenAsync(Looks.Light);
        IPage page = await context.NewPageAsync();
        await PageCatalogue.OpenAsync(page, host, name);

        List<string> violations = [];
        foreach (BrowserNewContextOptions look in new[] { Looks.Light, Looks.Dark, Looks.Narrow, Looks.Zoomed })
            violations.AddRange(await page.ViolationsAsync(look));

        Assert.Empty(violations);
    }
}
