using LeerId.Staff;
using Microsoft.Playwright;

namespace LeerId.Browser.Tests.StaffConsole;

/// <summary>The screens of the console by a name, and how to come to each. The name is that of its picture in docs/images/beheer.</summary>
internal static class ConsoleCatalogue
{
    private static readonly Dictionary<string, Func<IPage, LocalHostFixture, Task>> Screens = new()
    {
        ["hulpcode"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Helpdesk, "hulpcode"),
    };

    public static TheoryData<string> Names => [.. Screens.Keys];

    public static Task OpenAsync(IPage page, LocalHostFixture host, string name) => Screens[name](page, host);
}
