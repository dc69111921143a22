using LeerId.Disclosures;
using LeerId.Staff;
using Microsoft.Playwright;

namespace LeerId.Browser.Tests.StaffConsole;

/// <summary>Tests of the screen Mededelingen in a browser without script.</summary>
public sealed class DisclosureTests(ChromiumFixture chromium, LocalHostFixture host)
{
    [Fact]
    public async Task Back_button_reload_and_a_new_sign_in_find_what_was_written_and_nothing_is_begun_twice()
    {
        await using IBrowserContext context = await chromium.OpenAsync(new() { JavaScriptEnabled = false });
        IPage page = await context.NewPageAsync();
        int before = (await DraftsAsync()).Count;
        await page.WriteDisclosureAsync(host, StaffRole.AccessControl);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Controleer de aanvraag");

        await page.GoBackAsync();
        await Assertions.Expect(page.GetByLabel("Doel", new() { Exact = true })).ToHaveValueAsync("Dezelfde leerling herkennen in beide leermiddelen.");
        await page.GoBackAsync();
        await Assertions.Expect(page.GetByLabel("Nummers van de scholen")).ToHaveValueAsync("099999");
        await page.GoBackAsync();
        ILocator name = page.GetByLabel("Naam van de ontvanger", new() { Exact = true });
        await Assertions.Expect(name).ToHaveValueAsync("Uitgeverij Voorbeeld");
        await Assertions.Expect(page.GetByLabel("Ja, ik heb dat nagekeken")).ToBeCheckedAsync();
        await page.ReloadAsync();
        await name.FillAsync("Uitgeverij Tweede Naam");
        await page.PressAsync("Bewaar en ga verder");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Wie vraagt het, en voor welke scholen?");

        Assert.Equal(before + 1, (await DraftsAsync()).Count);
        await using IBrowserContext later = await chromium.OpenAsync(new() { JavaScriptEnabled = false });
        IPage colleague = await later.NewPageAsync();
        await colleague.OpenConsoleAsync(host, StaffRole.Dpo, "mededelingen");
        await colleague.GetByRole(AriaRole.Link, new() { Name = "Ga verder met de aanvraag voor Uitgeverij Tweede Naam" }).ClickAsync();
        await Assertions.Expect(colleague.Locator("h1")).ToHaveTextAsync("Controleer de aanvraag");
    }

    [Fact]
    public async Task Unmet_condition_leads_to_the_step_where_it_is_met()
    {
        await using IBrowserContext context = await chromium.OpenAsync(new() { JavaScriptEnabled = false });
        IPage page = await context.NewPageAsync();
        await page.WriteDisclosureAsync(host, StaffRole.Dpo);
        await Assertions.Expect(page.Locator(".conditions")).ToContainTextAsync("School 099999 heeft vandaag geen contract.");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Verstuur de aanvraag" })).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Link, new() { Name = "Vul aan of verbeter (Het doel is verenigbaar)" }).ClickAsync();
        await page.FillInAsync("Waarom het doel verenigbaar is", "Het is dezelfde identificatie.");
        await page.PressAsync("Bewaar en ga verder");

        await Assertions.Expect(page.Locator(".conditions > li", new() { HasText = "Het doel is verenigbaar" }).Locator(".tag")).ToHaveTextAsync("voldaan");
    }

    private Task<IReadOnlyList<DisclosureDraft>> DraftsAsync() => host.Get<DisclosureDrafts>().ListAsync(TestContext.Current.CancellationToken);
}
