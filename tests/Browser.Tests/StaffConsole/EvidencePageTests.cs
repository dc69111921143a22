using System.IO.Compression;
using LeerId.Staff;
using Microsoft.Playwright;

namespace LeerId.Browser.Tests.StaffConsole;

/// <summary>Tests of the screens Bewijs and Vertrouwelijkheid in a browser without script.</summary>
public sealed class EvidencePageTests(ChromiumFixture chromium, LocalHostFixture host)
{
    private const string January = "bewijs/verslag?from=2025-01-01&until=2025-01-31";

    [Fact]
    public async Task Officer_reads_a_month_with_one_click_and_saves_it_with_another_and_the_file_is_genuine()
    {
        await using IBrowserContext context = await chromium.OpenAsync(new() { JavaScriptEnabled = false });
        IPage page = await context.NewPageAsync();
        await page.OpenConsoleAsync(host, StaffRole.Dpo, "bewijs");

        await page.Locator("ul.periods").First.GetByRole(AriaRole.Link).Nth(1).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Verantwoording LeerID");
        IDownload download = await page.RunAndWaitForDownloadAsync(
            () => page.GetByRole(AriaRole.Link, new() { Name = "Download verslag en sleutels (ZIP)" }).ClickAsync());
        string file = await download.PathAsync();
        await using (ZipArchive archive = await ZipFile.OpenReadAsync(file, TestContext.Current.CancellationToken))
            Assert.Equal(4, archive.Entries.Count);

        await page.GotoAsync(host.At("/beheer/bewijs/nagaan").ToString());
        await page.GetByLabel("Bestand").SetInputFilesAsync(file);
        await page.PressAsync("Ga na");
        await Assertions.Expect(page.Locator(".result h2")).ToHaveTextAsync("De handtekening is geldig");
    }

    [Fact]
    public async Task Report_is_printed_without_the_console_and_without_the_signature()
    {
        await using IBrowserContext context = await chromium.OpenAsync(new() { ColorScheme = ColorScheme.Dark });
        IPage page = await context.NewPageAsync();
        await page.OpenConsoleAsync(host, StaffRole.Dpo, January);
        await Assertions.Expect(page.Locator(".signature")).ToBeVisibleAsync();

        await page.EmulateMediaAsync(new() { Media = Media.Print });

        foreach (string hidden in new[] { "header", "nav", ".actions a", ".signature" })
            await Assertions.Expect(page.Locator(hidden).First).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".report table").First).ToBeVisibleAsync();
        Assert.Equal("rgb(255, 255, 255)", await StyleAsync(page, "body", "backgroundColor"));
        Assert.Equal("rgb(0, 0, 0)", await StyleAsync(page, ".report td", "color"));
        Assert.Equal("table-header-group", await StyleAsync(page, ".report thead", "display"));
    }

    [Fact]
    public async Task Person_accepts_the_text_with_the_keyboard()
    {
        await using IBrowserContext context = await chromium.OpenAsync(new() { JavaScriptEnabled = false });
        IPage page = await context.NewPageAsync();
        await page.OpenConsoleAsync(host, StaffRole.AccessControl, "vertrouwelijkheid", accepts: false);

        await page.Locator("main form button").FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator(".message")).ToContainTextAsync("U hebt de tekst aanvaard.");
        // Going back does not send the form again.
        await page.GoBackAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Vertrouwelijkheid");
    }

    private static Task<string> StyleAsync(IPage page, string selector, string property) =>
        page.Locator(selector).First.EvaluateAsync<string>($"element => getComputedStyle(element).{property}");
}
