using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace LeerId.Browser.Tests;

internal static class Accessibility
{
    private const int MaximumTargets = 5;

    /// <summary>Shows an open page in a look, runs every axe rule on it, and describes the violations.</summary>
    public static async Task<IEnumerable<string>> ViolationsAsync(this IPage page, BrowserNewContextOptions look)
    {
        await page.ShowAsAsync(look);
        AxeResult result = await page.RunAxe();
        Assert.NotEmpty(result.Passes);
        // The message has the rule and the selector. The markup is left out, because it can contain a pupil's name or token.
        return result.Violations.Select(violation =>
            $"{look.ViewportSize!.Width} points wide, {look.ColorScheme}: {violation.Id}, {violation.Help}; "
            + string.Join(", ", violation.Nodes.Take(MaximumTargets).Select(node => node.Target)));
    }
}
