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

    [Fact(Explicit = true)]
    public async Task Picture_for_the_README()
    {
        List<string> pictures = [];
        foreach ((string name, BrowserNewContextOptions look) in new[]
        {
            ("start again", Looks.Light), ("sign-out question", Looks.Light), ("no contract", Looks.Dark),
        })
        {
            await using IBrowserContext context = await chromium.OpenAsync(new(look) { ViewportSize = new() { Width = 420, Height = 760 } });
            IPage page = await context.NewPageAsync();
            await PageCatalogue.OpenAsync(page, host, name);
            pictures.Add(Convert.ToBase64String(await page.ScreenshotAsync()));
        }

        await using IBrowserContext whole = await chromium.OpenAsync(new() { ViewportSize = new() { Width = 1300, Height = 760 } });
        IPage together = await whole.NewPageAsync();
        await together.SetContentAsync(
            $"<body style='margin:0;display:flex;gap:20px'>{string.Concat(pictures.Select(picture => $"<img alt='' src='data:image/png;base64,{picture}'>"))}");
        await together.ScreenshotAsync(new() { Path = Path.Combine(Folder, "sign-in.png"), OmitBackground = true });
    }
}
