using LeerId.Staff;
using Microsoft.Playwright;

namespace LeerId.Browser.Tests.StaffConsole;

/// <summary>The screen Privacylog in a browser without script.</summary>
public sealed class LogSearchTests(ChromiumFixture chromium, LocalHostFixture host)
{
    [Fact]
    public async Task Officer_searches_prints_and_downloads_and_the_address_says_nothing()
    {
        await using IBrowserContext context = await chromium.OpenAsync(new() { JavaScriptEnabled = false, AcceptDownloads = true });
        IPage page = await context.NewPageAsync();
        await page.OpenConsoleAsync(host, StaffRole.Dpo, "privacylog");
        // Chooses the reason, says why and searches. That is what the next search finds.
        await page.SearchLogAsync("eerste controle");
        await page.SearchLogAsync("tweede controle");

        ILocator line = page.Locator("tbody tr", new() { HasText = "eerste controle" }).First;
        await Assertions.Expect(line).ToContainTextAsync("Privacylog gelezen");
        await Assertions.Expect(line).ToContainTextAsync("Controle door de functionaris voor gegevensbescherming");
        Assert.Equal(host.At("/beheer/privacylog").ToString(), page.Url);

        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(line).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main form").First).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByText("U zocht alles, van")).ToBeVisibleAsync();
        await page.EmulateMediaAsync(new() { Media = Media.Screen });

        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.PressAsync("Download als CSV"));
        Assert.Matches("^privacylog-[0-9-]{10}\\.csv$", download.SuggestedFilename);
        string file = await File.ReadAllTextAsync((await download.PathAsync())!, TestContext.Current.CancellationToken);
        Assert.Contains("Privacylog gelezen", file, StringComparison.Ordinal);
    }
}
