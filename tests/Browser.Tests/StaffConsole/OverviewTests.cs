using LeerId.Staff;
using Microsoft.Playwright;

namespace LeerId.Browser.Tests.StaffConsole;

/// <summary>Tests of the screen Overzicht in a browser.</summary>
public sealed class OverviewTests(ChromiumFixture chromium, LocalHostFixture host)
{
    [Fact]
    public async Task Figures_of_a_plot_open_without_script_and_by_keyboard()
    {
        await using IBrowserContext context = await chromium.OpenAsync(new() { JavaScriptEnabled = false });
        IPage page = await context.NewPageAsync();
        await page.OpenConsoleAsync(host, StaffRole.AccessControl, "");
        ILocator plot = page.Locator("figure.plot").First;
        await Assertions.Expect(plot.Locator("table")).ToBeHiddenAsync();

        await plot.Locator("summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(plot.Locator("table")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Printed_page_has_the_figures()
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await page.OpenConsoleAsync(host, StaffRole.AccessControl, "");

        await page.EmulateMediaAsync(new() { Media = Media.Print });

        await Assertions.Expect(page.Locator("figure.plot tbody td").First).ToBeVisibleAsync();
        LocatorBoundingBoxResult? cell = await page.Locator("figure.plot tbody td").First.BoundingBoxAsync();
        Assert.True(cell is { Height: > 5, Width: > 5 }, "The table of a plot has no size on paper.");
    }

    [Fact]
    public async Task Plot_is_drawn_in_colours_of_the_look_and_text_is_large_enough_on_a_narrow_screen()
    {
        await using IBrowserContext context = await chromium.OpenAsync(Looks.Light);
        IPage page = await context.NewPageAsync();
        await page.OpenConsoleAsync(host, StaffRole.AccessControl, "");

        string light = await TextColourAsync();
        await page.ShowAsAsync(Looks.Dark);
        Assert.NotEqual(light, await TextColourAsync());
        await page.ShowAsAsync(Looks.Narrow);
        double height = await page.Locator("figure.plot text.label").First.EvaluateAsync<double>("text => text.getBoundingClientRect().height");
        Assert.True(height >= 9, $"The labels are {height} points high on a narrow screen.");

        Task<string> TextColourAsync() => page.Locator("figure.plot text.label").First.EvaluateAsync<string>("text => getComputedStyle(text).fill");
    }
}
