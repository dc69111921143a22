using Microsoft.Playwright;

namespace LeerId.Browser.Tests;

/// <summary>The steps of a pupil in a browser.</summary>
internal static class Steps
{
    /// <summary>Begins a sign-in at the application, up to ACM's page.</summary>
    public static async Task BeginSignInAsync(this IPage page, LocalHostFixture host)
    {
        await page.GotoAsync(new Uri(host.Application, "sign-in").ToString());
        await page.ExpectAcmAsync();
    }

    /// <summary>Begins a sign-in with <c>response_mode=form_post</c> at the application, up to ACM's page.</summary>
    public static async Task BeginFormPostSignInAsync(this IPage page, LocalHostFixture host)
    {
        IAPIResponse challenge = await page.APIRequest.GetAsync(new Uri(host.Application, "sign-in").ToString(), new() { MaxRedirects = 0 });
        await page.GotoAsync($"{challenge.Headers["location"]}&response_mode=form_post");
        await page.ExpectAcmAsync();
    }

    /// <summary>Chooses a persona on ACM's page.</summary>
    public static Task ChooseAsync(this IPage page, string persona) => page.Locator($"button[value='{persona}']").ClickAsync();

    /// <summary>Signs in, from the application's first page until the application has let the pupil in.</summary>
    public static async Task SignInAsync(this IPage page, LocalHostFixture host, string persona)
    {
        await page.BeginSignInAsync(host);
        await page.ChooseAsync(persona);
        await page.ExpectLandedAsync(host);
    }

    /// <summary>Checks that the application has let the pupil in.</summary>
    public static async Task ExpectLandedAsync(this IPage page, LocalHostFixture host)
    {
        await Assertions.Expect(page).ToHaveURLAsync(host.Application.ToString(), new() { Timeout = 15_000 });
        await page.ExpectTitleAsync("In the application");
    }

    public static Task ExpectTitleAsync(this IPage page, string title) => Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(title);

    /// <summary>The code on a refusal page.</summary>
    public static Task<string> SupportCodeAsync(this IPage page) => page.Locator(".code strong").InnerTextAsync();

    private static Task ExpectAcmAsync(this IPage page) => Assertions.Expect(page).ToHaveTitleAsync("Wie meldt zich aan? - ACM-simulator");
}
