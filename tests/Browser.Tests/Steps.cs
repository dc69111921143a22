using Microsoft.Playwright;

namespace LeerId.Browser.Tests;

/// <summary>What a pupil does in a browser.</summary>
internal static class Steps
{
    public const string LandingPath = "/dev/application";

    /// <summary>Goes to sign in, up to ACM's page.</summary>
    public static async Task BeginSignInAsync(this IPage page, LocalHostFixture host)
    {
        await page.GotoAsync(host.At("/sign-in").ToString());
        await Assertions.Expect(page).ToHaveTitleAsync("Wie meldt zich aan? - ACM-simulator");
    }

    /// <summary>Says to ACM who it is.</summary>
    public static Task ChooseAsync(this IPage page, string persona) => page.Locator($"button[value='{persona}']").ClickAsync();

    /// <summary>From the beginning into the application.</summary>
    public static async Task SignInAsync(this IPage page, LocalHostFixture host, string persona)
    {
        await page.BeginSignInAsync(host);
        await page.ChooseAsync(persona);
        await page.ExpectLandedAsync(host);
    }

    /// <summary>The application has let the pupil in.</summary>
    public static async Task ExpectLandedAsync(this IPage page, LocalHostFixture host)
    {
        await Assertions.Expect(page).ToHaveURLAsync(host.At(LandingPath).ToString(), new() { Timeout = 15_000 });
        await page.ExpectTitleAsync("In the application");
    }

    public static Task ExpectTitleAsync(this IPage page, string title) => Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(title);

    /// <summary>The code on a refusal page.</summary>
    public static Task<string> SupportCodeAsync(this IPage page) => page.Locator(".code strong").InnerTextAsync();
}
