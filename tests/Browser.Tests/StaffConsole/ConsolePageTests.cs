using Microsoft.Playwright;

namespace LeerId.Browser.Tests.StaffConsole;

/// <summary>Checks every screen in every look: axe, the width and the heading. Each screen is added to <see cref="ConsoleCatalogue"/>.</summary>
public sealed class ConsolePageTests(ChromiumFixture chromium, LocalHostFixture host)
{
    public static TheoryData<string> Screens => [.. ConsoleCatalogue.OfTheMenu];

    public static TheoryData<string> OtherScreens => [.. ConsoleCatalogue.Names.Select(row => row.Data).Except(ConsoleCatalogue.OfTheMenu)];

    [Theory(Explicit = true)]
    [Trait("Duration", "Long")]
    [MemberData(nameof(OtherScreens))]
    public Task Other_screen_has_no_violation_fits_320_points_and_200_percent_and_has_one_heading(string name) =>
        Screen_has_no_violation_fits_320_points_and_200_percent_and_has_one_heading(name);

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task Screen_has_no_violation_fits_320_points_and_200_percent_and_has_one_heading(string name)
    {
        await using IBrowserContext context = await chromium.OpenAsync(Looks.Light);
        IPage page = await context.NewPageAsync();
        await ConsoleCatalogue.OpenAsync(page, host, name);

        string heading = Assert.Single(await page.Locator("h1").AllInnerTextsAsync());
        Assert.StartsWith(heading, (await page.TitleAsync()).Replace("Fout: ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        List<string> faults = [];
        // An axe run is as slow as opening a screen. Each of the two runs therefore uses another width and another colour scheme.
        foreach ((BrowserNewContextOptions look, bool withAxe) in new[] { (Looks.Light, true), (Looks.NarrowAndDark, true), (Looks.Zoomed, false) })
        {
            await page.ShowAsAsync(look);
            int[] widths = await page.EvaluateAsync<int[]>("[document.documentElement.scrollWidth, innerWidth]");
            if (widths[0] > widths[1])
                faults.Add($"The page is {widths[0]} points wide, the screen {widths[1]}.");
            if (withAxe)
                faults.AddRange(await page.ViolationsAsync(look));
        }

        Assert.Empty(faults);
    }
}
