using Microsoft.Playwright;

namespace LeerId.Browser.Tests;

/// <summary>How a page can be looked at. Zooming in is, for a page, a smaller window with more pixels to a point.</summary>
internal static class Looks
{
    public static BrowserNewContextOptions Light => Of(1280, 720, ColorScheme.Light);

    public static BrowserNewContextOptions Dark => Of(1280, 720, ColorScheme.Dark);

    /// <summary>320 points wide: what WCAG asks for (1.4.10), and 400 % of a usual window.</summary>
    public static BrowserNewContextOptions Narrow => Of(320, 640, ColorScheme.Light);

    /// <summary>A usual window at 200 %.</summary>
    public static BrowserNewContextOptions Zoomed => Of(640, 360, ColorScheme.Light, scale: 2);

    /// <summary>Changes how an open page looks, but for the number of pixels to a point, which no layout depends on.</summary>
    public static async Task ShowAsAsync(this IPage page, BrowserNewContextOptions look)
    {
        await page.SetViewportSizeAsync(look.ViewportSize!.Width, look.ViewportSize.Height);
        await page.EmulateMediaAsync(new() { ColorScheme = look.ColorScheme });
    }

    private static BrowserNewContextOptions Of(int width, int height, ColorScheme colors, float scale = 1) => new()
    {
        ViewportSize = new() { Width = width, Height = height },
        ColorScheme = colors,
        DeviceScaleFactor = scale,
        Locale = "nl-BE",
    };
}
