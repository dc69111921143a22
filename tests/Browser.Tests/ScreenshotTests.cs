using LeerId.LocalServices;
using Microsoft.Playwright;

namespace LeerId.Browser.Tests;

/// <summary>
/// Takes pictures of every page, to check them by eye, and the picture in the README (docs/images/sign-in.png). <c>dotnet test
/// tests/Browser.Tests --filter Purpose=Screenshots -- xUnit.Explicit=only</c> writes them to the folder in the environment variable
/// SCREENSHOTS, or else to <c>artifacts/screenshots</c> in the repository.
/// </summary>
[Trait("Purpose", "Screenshots")]
public sealed class ScreenshotTests(ChromiumFixture chromium, LocalHostFixture host)
{
    public static TheoryData<string> Pages => PageCatalogue.Names;

    private static string Folder => Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } named
        ? named
        : Path.Combine(RepositoryRoot.Find(), "artifacts", "screenshots");

    [Theory(Explicit = true)]
    [MemberData(nameof(Pages))]
    public async Task Pictures_of_every_page(string name)
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

    /// <summary>One picture per language, at 320 points: every page that a pupil can see, side by side. Each page is checked with axe as well.</summary>
    [Theory(Explicit = true)]
    [MemberData(nameof(LanguageTests.Languages), MemberType = typeof(LanguageTests))]
    public async Task Pictures_of_every_page_in_the_language(string browser, string language, string direction)
    {
        await using IBrowserContext context = await chromium.OpenAsync(new(Looks.Narrow) { Locale = browser });
        IPage page = await context.NewPageAsync();
        List<string> violations = [];
        List<string> pictures = [];
        foreach (string name in PageCatalogue.Refusals.Append("busy"))
        {
            await PageCatalogue.OpenAsync(page, host, name);
            Assert.Equal(direction, await page.Locator($"main [lang='{language}']").First.GetAttributeAsync("dir"));
            foreach (BrowserNewContextOptions look in new[] { Looks.NarrowAndDark, Looks.Narrow })
            {
                violations.AddRange((await page.ViolationsAsync(look)).Select(violation => $"{name}, {violation}"));
                Assert.Equal(320, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            }

            pictures.Add(Convert.ToBase64String(await page.ScreenshotAsync(new() { FullPage = true })));
        }

        await SaveSideBySideAsync(pictures, $"language {language}.png", new() { Width = 340 * pictures.Count, Height = 1400 });
        Assert.Empty(violations);
    }

    [Fact(Explicit = true)]
    public async Task Picture_for_the_README()
    {
        List<string> pictures = [];
        foreach ((string name, BrowserNewContextOptions look) in new[]
        {
            ("start again", Looks.Light), ("sign-out question", Looks.Light), ("no contract", Looks.Dark),
        })
        {
            await using IBrowserContext context = await chromium.OpenAsync(new(look) { ViewportSize = new() { Width = 420, Height = 820 } });
            IPage page = await context.NewPageAsync();
            await PageCatalogue.OpenAsync(page, host, name);
            pictures.Add(Convert.ToBase64String(await page.ScreenshotAsync()));
        }

        await SaveSideBySideAsync(pictures, "sign-in.png", new() { Width = 1300, Height = 820 });
    }

    private async Task SaveSideBySideAsync(IEnumerable<string> pictures, string file, ViewportSize size)
    {
        await using IBrowserContext context = await chromium.OpenAsync(new() { ViewportSize = size });
        IPage page = await context.NewPageAsync();
        string images = string.Concat(pictures.Select(picture => $"<img alt='' src='data:image/png;base64,{picture}'>"));
        await page.SetContentAsync($"<body style='margin:0;display:flex;gap:20px;align-items:flex-start'>{images}");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, file), OmitBackground = true });
    }
}
