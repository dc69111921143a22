using Microsoft.Playwright;

namespace LeerId.Browser.Tests;

/// <summary>
/// Pictures of every page, to look at: <c>dotnet test tests/Browser.Tests --filter Purpose=Screenshots -- xUnit.Explicit=only</c>
/// writes them to the folder in the environment variable SCREENSHOTS, or to <c>artifacts/screenshots</c> beside the tests.
/// </summary>
[Trait("Purpose", "Screenshots")]
public sealed class ScreenshotTests(ChromiumFixture chromium, LocalHostFixture host)
{
    public static TheoryData<string> Pages => PageCatalogue.Names;

    private static string Folder => Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } named
        ? named
        : Path.Combine(AppContext.BaseDirectory, "artifacts", "screenshots");

    [Theory(Explicit = true)]
    [MemberData(nameof(Pages))]
    public async Task Page_looks_good(string name)
    {
        foreach ((string kind, BrowserNewContextOptions look) in new[]
        {
            ("light", Looks.Light), ("dark", Looks.Dark), ("narrow", Looks.Narrow), ("zoomed", Looks.Zoomed),
        })
        {
            await using IBrowserContext context = await chromium.OpenAsync(look);
            IPage page = await context.NewPageAsync();
            await PageCatalogue.OpenAsync(page, host, name);
            await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name} {kind}.png"), FullPage = kind == "narrow" });
        }
    }
}
