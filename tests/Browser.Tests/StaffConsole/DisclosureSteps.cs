using LeerId.Staff;
using Microsoft.Playwright;

namespace LeerId.Browser.Tests.StaffConsole;

/// <summary>The steps of staff on the screens Mededelingen and Privacylog.</summary>
internal static class DisclosureSteps
{
    /// <summary>Writes a request for a disclosure, up to the step that checks it. The school board and its schools are unknown here.</summary>
    public static async Task WriteDisclosureAsync(this IPage page, LocalHostFixture host, StaffRole role)
    {
        await page.OpenConsoleAsync(host, role, "mededelingen/aanvragen");
        await page.PressAsync("Begin een aanvraag");
        await page.FillInAsync("Naam van de ontvanger", "Uitgeverij Voorbeeld");
        await page.GetByLabel("Ja, ik heb dat nagekeken").CheckAsync();
        await page.FillInAsync("Kenmerk van het protocol met DOV", "LEERID/2025/17");
        await page.FillInAsync("Datum van het protocol met DOV", "2025-03-01");
        await page.PressAsync("Bewaar en ga verder");
        await page.FillInAsync("Naam van het schoolbestuur", "Scholengroep Voorbeeld vzw");
        await page.FillInAsync("Nummers van de scholen", "099999");
        await page.PressAsync("Bewaar en ga verder");
        await page.FillInAsync("Doel", "Dezelfde leerling herkennen in beide leermiddelen.");
        await page.PressAsync("Bewaar en ga verder");
    }

    /// <summary>Signs in as the officer and searches the privacy log for all entries of the last days.</summary>
    public static async Task SearchLogAsync(this IPage page, LocalHostFixture host, string why)
    {
        await page.OpenConsoleAsync(host, StaffRole.Dpo, "privacylog");
        await page.SearchLogAsync(why);
    }

    /// <summary>Searches the privacy log for all entries of the last days, from its screen.</summary>
    public static async Task SearchLogAsync(this IPage page, string why)
    {
        await page.GetByLabel("Reden", new() { Exact = true }).SelectOptionAsync("officer-check");
        await page.FillInAsync("Zaaknummer of korte uitleg", why);
        await page.PressAsync("Zoek");
    }
}
