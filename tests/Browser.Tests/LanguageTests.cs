using LeerId.SignIn;
using Microsoft.Playwright;

namespace LeerId.Browser.Tests;

/// <summary>
/// Refusal pages in the browser's language fit a narrow screen, also from right to left, and can be read aloud if the device has a voice.
/// </summary>
public sealed class LanguageTests(ChromiumFixture chromium, LocalHostFixture host)
{
    // Chromium has no voice here. This replacement records the text that it is asked to read.
    private const string Voices = """
        window.said = [];
        Object.defineProperty(window, 'speechSynthesis', { value: {
          getVoices: () => [
            { lang: 'ar-SA', localService: true }, { lang: 'nl-BE', localService: false }, { lang: 'fr-FR', localService: true }],
          addEventListener: () => {}, cancel: () => {}, speak: (message) => window.said.push(message.text) } });
        window.SpeechSynthesisUtterance = function (text) { this.text = text; };
        """;

    public static TheoryData<string, string, string> Languages => new()
    {
        { "ar", "ar", "rtl" }, { "de-DE", "de", "ltr" }, { "en-GB", "en", "ltr" }, { "es", "es", "ltr" }, { "fa-AF", "fa-AF", "rtl" }, { "fr-BE", "fr", "ltr" },
        { "pl", "pl", "ltr" }, { "ps", "ps", "rtl" }, { "ro", "ro", "ltr" }, { "tr", "tr", "ltr" }, { "uk", "uk", "ltr" },
    };

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Page_in_the_language_has_no_violation_and_fits_320_points_in_the_light_and_in_the_dark(string browser, string language, string direction)
    {
        BrowserNewContextOptions options = Looks.Narrow;
        options.Locale = browser;
        await using IBrowserContext context = await chromium.OpenAsync(options);
        IPage page = await context.NewPageAsync();
        List<string> violations = [];
        foreach (RefusalReason reason in new[] { RefusalReason.NoContract, RefusalReason.StateExpired })
        {
            await page.GotoAsync(host.Refusal(reason).ToString());
            ILocator other = page.Locator("main section");
            Assert.Equal((language, direction), (await other.GetAttributeAsync("lang"), await other.GetAttributeAsync("dir")));
            Assert.Equal(320, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            foreach (BrowserNewContextOptions look in new[] { Looks.Narrow, Looks.NarrowAndDark })
                violations.AddRange((await page.ViolationsAsync(look)).Select(violation => $"{reason}, {violation}"));
        }

        Assert.Empty(violations);
    }

    [Fact]
    public async Task Message_is_read_aloud_only_with_a_voice_that_the_device_has()
    {
        BrowserNewContextOptions options = Looks.Light;
        options.Locale = "ar";
        await using IBrowserContext context = await chromium.OpenAsync(options);
        await context.AddInitScriptAsync(Voices);
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(host.Refusal(RefusalReason.NoContract).ToString());

        await Assertions.Expect(page.Locator("[data-reads=nl]")).ToBeHiddenAsync();
        await page.Locator("[data-reads=ar]").ClickAsync();

        string said = Assert.Single(await page.EvaluateAsync<string[]>("window.said"));
        Assert.StartsWith("مدرستك لا تشارك بعد", said, StringComparison.Ordinal);
        Assert.DoesNotContain("K763", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_has_no_button_to_read_aloud_without_a_voice()
    {
        await using IBrowserContext context = await chromium.OpenAsync(Looks.Light);
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(host.Refusal(RefusalReason.NoContract).ToString());
        await Assertions.Expect(page.Locator("[data-reads]")).ToBeHiddenAsync();
        Assert.Equal(0, await page.Locator("main section").CountAsync());
    }
}
