using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
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
        {
            await page.ShowAsAsync(look);
            AxeResult result = await page.RunAxe();
            Assert.NotEmpty(result.Passes);
            // The message has the rule and the selector. The markup is left out, because it can contain a pupil's name or token.
            violations.AddRange(result.Violations.Select(violation =>
                $"{look.ViewportSize!.Width} points wide, {look.ColorScheme}: {violation.Id}, {violation.Help}; "
                + string.Join(", ", violation.Nodes.Take(5).Select(node => node.Target))));
        }

        Assert.Empty(violations);
    }
}
