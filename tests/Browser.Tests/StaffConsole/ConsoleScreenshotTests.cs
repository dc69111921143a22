using LeerId.LocalServices;
using Microsoft.Playwright;

namespace LeerId.Browser.Tests.StaffConsole;

/// <summary>
/// Takes the pictures in docs/beheer. <c>dotnet test tests/Browser.Tests --filter Purpose=ConsoleScreenshots -- xUnit.Explicit=only</c> writes
/// them to docs/images/beheer.
/// </summary>
[Trait("Purpose", "ConsoleScreenshots")]
public sealed class ConsoleScreenshotTests(ChromiumFixture chromium, LocalHostFixture host)
{
    private static readonly string Documents = Path.Combine(RepositoryRoot.Find(), "docs");

    /// <summary>The screens that a document shows.</summary>
    public static TheoryData<string> Screens
    {
        get
        {
            string text = string.Concat(Directory.EnumerateFiles(Path.Combine(Documents, "beheer"), "*.md").Select(File.ReadAllText));
            return [.. ConsoleCatalogue.Names.Select(row => row.Data).Where(name => text.Contains($"images/beheer/{name}.png", StringComparison.Ordinal))];
        }
    }

    [Theory(Explicit = true)]
    [MemberData(nameof(Screens))]
    public async Task Picture_for_the_documents(string name)
    {
        await using IBrowserContext context = await chromium.OpenAsync(new(Looks.Light) { ViewportSize = new() { Width = 1100, Height = 760 } });
        IPage page = await context.NewPageAsync();
        await ConsoleCatalogue.OpenAsync(page, host, name);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Documents, "images", "beheer", $"{name}.png") });
    }
}
