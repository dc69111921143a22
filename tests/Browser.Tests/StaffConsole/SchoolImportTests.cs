using LeerId.Schools;
using LeerId.Staff;
using Microsoft.Playwright;

namespace LeerId.Browser.Tests.StaffConsole;

/// <summary>
/// Tests of importing a list of schools in a browser: upload, preview, confirmation, undoing. They have their own LocalHost, because an import
/// replaces the list that other tests change at the same time.
/// </summary>
public sealed class SchoolImportTests(ChromiumFixture chromium) : IAsyncLifetime
{
    private readonly LocalHostFixture _host = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Access_control_uploads_looks_confirms_and_undoes_without_script()
    {
        await using IBrowserContext context = await chromium.OpenAsync(new() { JavaScriptEnabled = false });
        IPage page = await context.NewPageAsync();
        string[] before = await NamesAsync();

        await page.OpenPreviewAsync(_host);

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Controleer wat er wijzigt");
        await Assertions.Expect(page.Locator("tbody tr")).ToContainTextAsync(["050505"]);
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "1 bekijken: Komen erbij" }).ClickAsync();
        await Assertions.Expect(page.Locator("tbody tr")).ToContainTextAsync(["Oefenschool De Vuurtoren"]);
        Assert.Equal(before, await NamesAsync());

        await page.PressAsync("Voer in");
        await Assertions.Expect(page.Locator(".message")).ToHaveTextAsync("De lijst is bijgewerkt: 1 toegevoegd, 1 gewijzigd, 0 verdwenen.");
        Assert.Contains("Oefenschool De Vuurtoren", await NamesAsync());

        // After going back, no form can apply the file a second time.
        await page.GoBackAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Dit bestand staat niet meer klaar");
        await page.GetByRole(AriaRole.Link, new() { Name = "Bekijk de vorige invoer" }).ClickAsync();
        await page.UndoNewestAsync();
        await Assertions.Expect(page.Locator(".message")).ToHaveTextAsync("De invoer is ongedaan gemaakt: 0 toegevoegd, 1 gewijzigd, 1 verdwenen.");
        Assert.Equal(before, await NamesAsync());
    }

    [Fact]
    public async Task A_missing_file_is_named_at_the_top_with_the_focus_on_the_list_of_faults()
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await page.OpenConsoleAsync(_host, StaffRole.AccessControl, SchoolImportSteps.Screen);

        await page.PressAsync("Bekijk wat er wijzigt");

        await Assertions.Expect(page.Locator(".errors")).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Bestand met uw lijst ontbreekt: kies een bestand" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Bestand met uw lijst", new() { Exact = true })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_present_list_is_downloaded_edited_and_uploaded()
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await page.OpenConsoleAsync(_host, StaffRole.AccessControl, SchoolImportSteps.Screen);

        IDownload download = await page.RunAndWaitForDownloadAsync(
            () => page.GetByRole(AriaRole.Link, new() { Name = "Download de huidige lijst (.xlsx)" }).ClickAsync());
        Assert.Equal("scholen.xlsx", download.SuggestedFilename);
        await page.UploadAsync("scholen.xlsx", await File.ReadAllBytesAsync(await download.PathAsync(), Cancel));

        await Assertions.Expect(page.GetByText("Dit bestand wijzigt niets: de lijst is al zo.")).ToBeVisibleAsync();
    }

    private async Task<string[]> NamesAsync() => [.. (await _host.Get<SchoolStore>().ListAsync(Cancel)).Contracts.Select(school => school.Name)];
}
