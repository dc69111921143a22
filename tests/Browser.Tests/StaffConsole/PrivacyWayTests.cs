using LeerId.Staff;
using Microsoft.Playwright;

namespace LeerId.Browser.Tests.StaffConsole;

/// <summary>Tests of the screens Verzoeken and Leerling in a browser: all steps of a request, printing, and the back button.</summary>
public sealed class PrivacyWayTests(ChromiumFixture chromium, LocalHostFixture host)
{
    private const string Family = "O’Connor";

    // The window opens with the answer, which reads three years of the log.
    private static readonly BrowserContextRunAndWaitForPageOptions LongRead = new() { Timeout = 60_000 };

    [Fact]
    public async Task Request_log_erasure_and_answer_need_no_script_and_no_typed_reason()
    {
        await using IBrowserContext context = await chromium.OpenAsync(new() { JavaScriptEnabled = false });
        IPage page = await context.NewPageAsync();
        await PrivacyScreens.SignPupilInAsync(page, host, "apostrophe");
        await page.OpenConsoleAsync(host, StaffRole.Privacy, $"verzoeken/{await PrivacyScreens.RegisterTodayAsync(host)}");

        await page.GetByRole(AriaRole.Link, new() { Name = "Zoek de leerling op" }).ClickAsync();
        await PrivacyScreens.LookUpAsync(page, 12);
        await Assertions.Expect(page.Locator(".result dd").First).ToContainTextAsync(Family);

        IPage log = await context.RunAndWaitForPageAsync(() => page.PressAsync("Toon het logboek om af te drukken"), LongRead);
        await log.ExpectTitleAsync("Wat in ons logboek over jou staat");
        await Assertions.Expect(log.Locator("tbody")).ToContainTextAsync("meldde je aan");
        await log.CloseAsync();

        await page.PressAsync("Wis de gegevens: controleer eerst");
        await page.ExpectTitleAsync("Controleer wat u wist");
        await page.PressAsync("Wis de gegevens van deze leerling");
        await page.ExpectTitleAsync("Antwoord op je vraag om je gegevens te wissen");
        string proof = await page.Locator("pre").InnerTextAsync();
        // The page with the proof stays open, because the proof is stored nowhere else.
        IPage answer = await context.RunAndWaitForPageAsync(() => page.PressAsync("Noteer het antwoord met dit bewijs"), LongRead);
        await answer.ExpectTitleAsync("Antwoord noteren");
        await Assertions.Expect(answer.GetByLabel("Bewijs", new() { Exact = true })).ToHaveValueAsync(proof);
        Assert.Equal(3, proof.Split('.').Length);
    }

    [Fact]
    public async Task Answer_to_an_erasure_prints_as_a_letter_without_menu_forms_and_hints()
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await PrivacyScreens.OpenErasureAsync(page, host);

        await page.EmulateMediaAsync(new() { Media = Media.Print });

        foreach (string hidden in new[] { "header", "nav", "main form", ".unprinted" })
            await Assertions.Expect(page.Locator(hidden).First).ToBeHiddenAsync();
        foreach (string heading in new[] { "Wat er gebeurde", "Wie het ook moet weten", "Wat er nog overblijft", "Het bewijs" })
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = heading })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("pre")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Going_back_to_a_page_about_a_pupil_shows_no_data()
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await PrivacyScreens.OpenPupilAsync(page, host);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Testkwartel");
        await page.GetByRole(AriaRole.Link, new() { Name = "Verzoeken", Exact = true }).ClickAsync();
        await page.ExpectTitleAsync("Verzoeken");

        await BackAsync(page);
        string afterBack = await ContentAsync(page);
        await page.GotoAsync(host.At("/beheer/verzoeken").ToString());
        await page.PressAsync("Meld af");
        await page.ExpectTitleAsync("U bent afgemeld");
        await BackAsync(page);

        Assert.DoesNotContain("Testkwartel", afterBack, StringComparison.Ordinal);
        Assert.DoesNotContain("Testkwartel", await ContentAsync(page), StringComparison.Ordinal);
        Assert.DoesNotContain(PrivacyScreens.LeerId(1), afterBack + await ContentAsync(page), StringComparison.OrdinalIgnoreCase);
    }

    // The browser can still be opening its error page.
    private static async Task<string> ContentAsync(IPage page)
    {
        while (true)
        {
            try
            {
                return await page.ContentAsync();
            }
            catch (PlaywrightException exception) when (exception.Message.Contains("is navigating", StringComparison.Ordinal))
            {
                await page.WaitForLoadStateAsync();
            }
        }
    }

    // If the user goes back to the answer of a form, Chromium shows its own error page, because the answer is not cached.
    private static async Task BackAsync(IPage page)
    {
        try
        {
            await page.GoBackAsync();
        }
        catch (PlaywrightException)
        {
            await page.WaitForLoadStateAsync();
        }
    }
}
