using LeerId.Staff;
using Microsoft.Playwright;

namespace LeerId.Browser.Tests.StaffConsole;

/// <summary>The screens of the console by a name, and how to come to each. The name is that of its picture in docs/images/beheer.</summary>
internal static class ConsoleCatalogue
{
    private static readonly Dictionary<string, Func<IPage, LocalHostFixture, Task>> Screens = new()
    {
        ["hulpcode"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Helpdesk, "hulpcode"),
        ["mededelingen"] = async (page, host) =>
        {
            await page.WriteDisclosureAsync(host, StaffRole.AccessControl);
            await page.GotoAsync(host.At("/beheer/mededelingen").ToString());
        },
        ["mededeling-stap"] = async (page, host) =>
        {
            await page.OpenConsoleAsync(host, StaffRole.AccessControl, "mededelingen/aanvragen");
            await page.PressAsync("Begin een aanvraag");
        },
        ["mededeling-controle"] = (page, host) => page.WriteDisclosureAsync(host, StaffRole.AccessControl),
        ["privacylog"] = (page, host) => page.SearchLogAsync(host, "dossier 2026-114"),
    };

    public static TheoryData<string> Names => [.. Screens.Keys];

    public static Task OpenAsync(IPage page, LocalHostFixture host, string name) => Screens[name](page, host);
}
