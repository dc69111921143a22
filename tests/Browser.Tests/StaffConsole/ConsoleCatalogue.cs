using LeerId.Staff;
using Microsoft.Playwright;

namespace LeerId.Browser.Tests.StaffConsole;

/// <summary>The screens of the console by a name, and how to come to each. The name is that of its picture in docs/images/beheer.</summary>
internal static class ConsoleCatalogue
{
    private static readonly Dictionary<string, Func<IPage, LocalHostFixture, Task>> Screens = new()
    {
        ["hulpcode"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Helpdesk, "hulpcode"),
        ["datalek-melden"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Helpdesk, "datalek/melden"),
        ["datalek-melden-fout"] = async (page, host) =>
        {
            await page.OpenConsoleAsync(host, StaffRole.Helpdesk, "datalek/melden");
            await page.Locator("main summary").ClickAsync();
            await page.PressAsync("Meld het datalek");
        },
        ["datalek-gemeld"] = async (page, host) =>
            await page.OpenConsoleAsync(host, StaffRole.Operator, (await host.ReportBreachAsync()).Replace("/", "/gemeld/", StringComparison.Ordinal)),
        ["datalekken"] = async (page, host) =>
        {
            await host.ReportBreachAsync();
            await page.OpenConsoleAsync(host, StaffRole.Dpo, "datalek");
        },
        ["datalek"] = async (page, host) => await page.OpenConsoleAsync(host, StaffRole.Dpo, await host.ReportBreachAsync()),
        ["datalek-gebeurd"] = async (page, host) => await page.OpenConsoleAsync(host, StaffRole.Dpo, $"{await host.ReportBreachAsync()}/gebeurd"),
        ["datalek-autoriteit"] = async (page, host) => await page.OpenConsoleAsync(host, StaffRole.Dpo, $"{await host.ReportBreachAsync()}/autoriteit"),
        ["datalek-inlichten"] = async (page, host) => await page.OpenConsoleAsync(host, StaffRole.Dpo, $"{await host.ReportBreachAsync()}/inlichten"),
        ["datalek-overleg"] = async (page, host) => await page.OpenConsoleAsync(host, StaffRole.Dpo, $"{await host.ReportBreachAsync()}/overleg"),
        ["datalek-afsluiten"] = async (page, host) => await page.OpenConsoleAsync(host, StaffRole.Dpo, $"{await host.ReportBreachAsync()}/afsluiten"),
        ["datalek-afdruk"] = async (page, host) => await page.OpenConsoleAsync(host, StaffRole.Dpo, $"{await host.ReportBreachAsync()}/afdruk"),
        ["meldingen"] = async (page, host) =>
        {
            await host.ReportQualityAsync();
            await page.OpenConsoleAsync(host, StaffRole.Dpo, "meldingen");
        },
        ["melding"] = async (page, host) => await page.OpenConsoleAsync(host, StaffRole.Dpo, await host.ReportQualityAsync()),
        ["fout-melden"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Dpo, "meldingen/fout-melden"),
        ["delen-melden"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Dpo, "meldingen/delen-melden"),
        ["fout-afhandelen"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Privacy, "meldingen/fout-afhandelen"),
        ["leerling-van-melding"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Privacy, "meldingen/leerling"),
        ["verwerkers-dov"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Dpo, "meldingen/verwerkers-dov"),
    };

    public static TheoryData<string> Names => [.. Screens.Keys];

    public static Task OpenAsync(IPage page, LocalHostFixture host, string name) => Screens[name](page, host);
}
