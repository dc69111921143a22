using Microsoft.Playwright;

namespace LeerId.Browser.Tests;

/// <summary>The ways to show a page. For a page, zooming in means a smaller window with more device pixels per CSS pixel.</summary>
internal static class Looks
{
    public static BrowserNewContextOptions Light => Of(1280, 720, ColorScheme.Light);

    public static BrowserNewContextOptions Dark => Of(1280, 720, ColorScheme.Dark);

    /// <summary>A window of 320 CSS pixels, as WCAG demands (1.4.10). This equals 400 % zoom in a usual window.</summary>
    public static BrowserNewContextOptions Narrow => Of(320, 640, ColorScheme.Light);

    public static BrowserNewContextOptions NarrowAndDark => Of(320, 640, ColorScheme.Dark);

    /// <summary>A usual window at 200 %.</summary>
    public static BrowserNewContextOptions Zoomed => Of(640, 360, ColorScheme.Light, scale: 2);

    /// <summary>Changes the look of an open page, except its device pixel ratio. No layout depends on that ratio.</summary>
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
