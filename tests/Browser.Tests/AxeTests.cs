using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace LeerId.Browser.Tests;

/// <summary>Every rule that axe knows, on every page, in every look.</summary>
public sealed class AxeTests(ChromiumFixture chromium, LocalHostFixture host)
{
    public static TheoryData<string> Pages => PageCatalogue.Names;

    [Theory]
    [MemberData(nameof(Pages))]
    public Task Page_has_no_violation(string name) => ExpectNoneAsync(name, Looks.Light);

    [Theory]
    [MemberData(nameof(Pages))]
    public Task Page_has_no_violation_in_the_dark(string name) => ExpectNoneAsync(name, Looks.Dark);

    [Theory]
    [MemberData(nameof(Pages))]
    public Task Page_has_no_violation_on_a_narrow_screen(string name) => ExpectNoneAsync(name, Looks.Narrow);

    [Theory]
    [MemberData(nameof(Pages))]
    public Task Page_has_no_violation_at_200_percent(string name) => ExpectNoneAsync(name, Looks.Zoomed);

    private async Task ExpectNoneAsync(string name, BrowserNewContextOptions look)
    {
        await using IBrowserContext context = await chromium.OpenAsync(look);
        IPage page = await context.NewPageAsync();
        await PageCatalogue.OpenAsync(page, host, name);

        AxeResult result = await page.RunAxe();

        // The rule and the selector, not the markup: that can hold a pupil's name or token.
        Assert.Empty(result.Violations.Select(violation =>
            $"{violation.Id} ({violation.Impact}): {violation.Help}; {string.Join(", ", violation.Nodes.Take(5).Select(node => node.Target))}"));
        Assert.NotEmpty(result.Passes);
    }
}
