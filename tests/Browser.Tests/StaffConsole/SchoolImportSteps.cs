using LeerId.LocalHost.StaffDirectory;
using LeerId.Schools;
using LeerId.Schools.Import;
using LeerId.Staff;
using Microsoft.Playwright;

namespace LeerId.Browser.Tests.StaffConsole;

/// <summary>The steps of access control on the screens Scholen invoeren and Vorige invoer.</summary>
internal static class SchoolImportSteps
{
    public const string Screen = "scholen/invoeren";

    private const string Faulty =
        "nummer;naam;van;tot\n012345;Oefenschool De Regenboog;2020-09-01;\n3O569;Oefenschool Het Kompas;1 september;\n012345;Dubbel;01/09/2026;31/08/2026\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Uploads the list as a workbook.</summary>
    public static async Task UploadAsync(this IPage page, string file, byte[] content)
    {
        await page.GetByLabel("Bestand met uw lijst", new() { Exact = true }).SetInputFilesAsync(new FilePayload
        {
            Name = file,
            MimeType = SchoolWorkbook.MediaType,
            Buffer = content,
        });
        await page.PressAsync("Bekijk wat er wijzigt");
    }

    /// <summary>The current list with one more school, and with another last day for one of the other schools.</summary>
    public static async Task<byte[]> EditedListAsync(this LocalHostFixture host)
    {
        IReadOnlyList<SchoolContract> schools = (await host.Get<SchoolStore>().ListAsync(Cancel)).Contracts;
        return SchoolWorkbook.Write(
        [
            .. schools.Select(school => school.Number.ToString() == "050505" ? school with { Until = new DateOnly(2025, 8, 31) } : school),
            new SchoolContract { Number = SchoolNumber.Parse("090909"), Name = "Oefenschool De Vuurtoren", From = new DateOnly(2026, 9, 1) },
        ]);
    }

    /// <summary>Opens the preview of an edited list.</summary>
    public static async Task OpenPreviewAsync(this IPage page, LocalHostFixture host)
    {
        await page.OpenConsoleAsync(host, StaffRole.AccessControl, Screen);
        await page.UploadAsync("lijst.xlsx", await host.EditedListAsync());
    }

    /// <summary>Opens the page with the faults of a list.</summary>
    public static async Task OpenFaultsAsync(this IPage page, LocalHostFixture host)
    {
        await page.OpenConsoleAsync(host, StaffRole.AccessControl, Screen);
        await page.UploadAsync("lijst.csv", System.Text.Encoding.UTF8.GetBytes(Faulty));
    }

    /// <summary>
    /// Opens the list of imports after an import of names. Other tests change schools at the same time, so this step doesn't replace the list.
    /// </summary>
    public static async Task OpenImportsAsync(this IPage page, LocalHostFixture host)
    {
        await host.PutSchoolAsync("098100", "Basisschool De Vuurtoren", new DateOnly(2027, 8, 31));
        byte[] openData = "schoolnummer;naam;bestuur;gemeente\n098100;Vrije Basisschool De Vuurtoren;vzw Zonnestraal;Gent\n"u8.ToArray();
        SchoolImportOutcome outcome;
        do
        {
            outcome = await host.Get<OpenSchoolData>().ImportAsync(
                openData, dryRun: false, revision: null, StaffTokens.ObjectIdOf(StaffRole.AccessControl).ToString("D"), Cancel);
        }
        while (outcome is SchoolImportOutcome.Overtaken);
        await page.OpenConsoleAsync(host, StaffRole.AccessControl, $"{Screen}/vorige");
    }

    /// <summary>Opens the preview of undoing an import.</summary>
    public static async Task OpenUndoAsync(this IPage page, LocalHostFixture host)
    {
        await page.OpenImportsAsync(host);
        await page.OpenNewestAsync();
    }

    /// <summary>Undoes the newest import of the list.</summary>
    public static async Task UndoNewestAsync(this IPage page)
    {
        await page.OpenNewestAsync();
        await page.PressAsync("Maak deze invoer ongedaan");
    }

    private static Task OpenNewestAsync(this IPage page) => page.Locator("tbody a").First.ClickAsync();
}
