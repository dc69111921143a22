using LeerId.Staff;
using Microsoft.Playwright;

namespace LeerId.Browser.Tests.StaffConsole;

/// <summary>The screens of the console by a name, and how to come to each. The name is that of its picture in docs/images/beheer.</summary>
internal static class ConsoleCatalogue
{
    private static readonly Dictionary<string, Func<IPage, LocalHostFixture, Task>> Screens = new()
    {
        ["hulpcode"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Helpdesk, "hulpcode"),
        ["bewijs"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Dpo, "bewijs"),
        ["bewijs-maanden"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Dpo, "bewijs/periode?from=2025-01-01&until=2025-12-31"),
        ["bewijs-verslag"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Dpo, "bewijs/verslag?from=2025-01-01&until=2025-01-31"),
        ["bewijs-nagaan"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Dpo, "bewijs/nagaan"),
        ["bewijs-regel"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Dpo, "bewijs/regel"),
        ["register"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Dpo, "register"),
        ["register-aanvaardingen"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Dpo, "register/aanvaardingen"),
        ["vertrouwelijkheid"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Helpdesk, "vertrouwelijkheid"),
        ["werking"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Operator, "werking"),
        ["overeenkomst"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Operator, "overeenkomst"),
    };

    public static TheoryData<string> Names => [.. Screens.Keys];

    public static Task OpenAsync(IPage page, LocalHostFixture host, string name) => Screens[name](page, host);
}
