using Microsoft.Playwright;

namespace LeerId.Browser.Tests;

/// <summary>Tests of two tabs in one browser.</summary>
public sealed class TabsTests(ChromiumFixture chromium, LocalHostFixture host)
{
    [Fact]
    public async Task Two_sign_ins_at_once_both_end_in_the_application()
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage first = await context.NewPageAsync(), second = await context.NewPageAsync();
        await first.BeginSignInAsync(host);
        await second.BeginSignInAsync(host);

        await first.ChooseAsync("identified");
        await second.ChooseAsync("two-schools");

        await first.ExpectLandedAsync(host);
        await second.ExpectLandedAsync(host);
    }

    [Fact]
    public async Task Signing_out_in_one_tab_gives_the_other_a_page_to_start_again_from()
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage first = await context.NewPageAsync(), second = await context.NewPageAsync();
        await first.BeginSignInAsync(host);
        await second.GotoAsync(host.At("/end-session").ToString());
        await second.GetByRole(AriaRole.Button, new() { Name = "Ja, meld mij af" }).ClickAsync();
        await second.ExpectTitleAsync("Je bent afgemeld");

        await first.ChooseAsync("identified");

        await first.ExpectTitleAsync("Begin nog een keer");
        await first.GetByRole(AriaRole.Link, new() { Name = "Probeer opnieuw" }).ClickAsync();
        await first.ExpectLandedAsync(host);
    }
}
