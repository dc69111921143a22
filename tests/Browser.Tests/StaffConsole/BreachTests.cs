using System.Globalization;
using LeerId.Calendar;
using LeerId.Staff;
using Microsoft.Playwright;

namespace LeerId.Browser.Tests.StaffConsole;

/// <summary>The screens Datalek melden and Datalek in a browser.</summary>
public sealed class BreachTests(ChromiumFixture chromium, LocalHostFixture host)
{
    private static string Now => BrusselsTime.Local(TimeProvider.System.GetUtcNow()).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Breach_is_reported_on_one_screen_with_three_interactions(bool hasScript)
    {
        await using IBrowserContext context = await chromium.OpenAsync(new() { JavaScriptEnabled = hasScript });
        IPage page = await context.NewPageAsync();
        await page.OpenConsoleAsync(host, StaffRole.Helpdesk, "datalek/melden");

        await page.FillInAsync("Kennis genomen", Now);
        await page.FillInAsync("Aard van de inbreuk", "Een bestand stond open.");
        await page.PressAsync("Meld het datalek");

        await page.ExpectTitleAsync("Het datalek is gemeld");
        await Assertions.Expect(page.Locator(".clock")).ToContainTextAsync(new System.Text.RegularExpressions.Regex("Nog 7[12] uur"));
        await Assertions.Expect(page.Locator("main a[href^='tel:']")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Form_is_filled_in_by_keyboard_and_its_faults_lead_to_their_fields()
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await page.OpenConsoleAsync(host, StaffRole.Operator, "datalek/melden");
        await page.GetByLabel("Aard van de inbreuk").FocusAsync();
        await page.Keyboard.TypeAsync("Een bestand stond open.");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator("main summary")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator(".errors")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByLabel("Kennis genomen")).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByLabel("Aard van de inbreuk")).ToHaveValueAsync("Een bestand stond open.");
    }

    [Fact]
    public async Task Fault_of_a_consultation_leads_to_its_field()
    {
        string breach = await host.ReportBreachAsync();
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await page.OpenConsoleAsync(host, StaffRole.Dpo, $"{breach}/overleg");
        await page.FillInAsync("Wat er beslist is", "Geen brief.");
        await page.PressAsync("Bewaar");

        await page.GetByRole(AriaRole.Link, new() { Name = "Wie eraan deelnam ontbreekt" }).ClickAsync();

        await Assertions.Expect(page.Locator("[name='consultations[0].participants']")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Going_back_after_a_change_sends_nothing_again()
    {
        string breach = await host.ReportBreachAsync();
        await using IBrowserContext context = await chromium.OpenAsync(new() { JavaScriptEnabled = false });
        IPage page = await context.NewPageAsync();
        await page.OpenConsoleAsync(host, StaffRole.Dpo, $"{breach}/betrokken");
        await page.FillInAsync("Aantal betrokkenen, bij benadering", "1200");
        await page.PressAsync("Bewaar");
        await Assertions.Expect(page.Locator(".message")).ToContainTextAsync("uw wijziging is bewaard");

        await page.GoBackAsync();
        await page.GoForwardAsync();

        await Assertions.Expect(page.Locator(".timeline > li")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator(".message")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Everything_of_a_breach_is_printed_without_menu_and_links()
    {
        string breach = await host.ReportBreachAsync();
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await page.OpenConsoleAsync(host, StaffRole.Operator, $"{breach}/afdruk");

        await page.EmulateMediaAsync(new() { Media = Media.Print });

        await Assertions.Expect(page.Locator("nav[aria-label='Schermen']")).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByText("Neem dit over")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("main > section")).ToHaveCountAsync(9);
        foreach (ILocator part in await page.Locator("main > section dd").AllAsync())
            await Assertions.Expect(part).ToBeVisibleAsync();
    }
}
