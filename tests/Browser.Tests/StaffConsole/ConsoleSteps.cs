using LeerId.LocalHost.StaffDirectory;
using LeerId.Staff;
using Microsoft.Playwright;

namespace LeerId.Browser.Tests.StaffConsole;

/// <summary>The steps of a member of staff in a browser.</summary>
internal static class ConsoleSteps
{
    /// <summary>Opens a screen of the console. If the directory asks, the made-up person with the role signs in.</summary>
    /// <param name="page">The page.</param>
    /// <param name="host">LocalHost.</param>
    /// <param name="role">The role.</param>
    /// <param name="path">The path below <c>/beheer/</c>.</param>
    /// <param name="accepts">Whether the person has accepted the text on confidentiality.</param>
    public static async Task OpenConsoleAsync(this IPage page, LocalHostFixture host, StaffRole role, string path, bool accepts = true)
    {
        if (accepts)
            await host.AcceptConfidentialityAsync(StaffTokens.ObjectIdOf(role).ToString("D"));
        await page.GotoAsync(host.At($"/beheer/{path}".TrimEnd('/')).ToString());
        await page.ChooseStaffAsync(role);
    }

    /// <summary>Chooses a made-up person on the directory's page.</summary>
    public static Task ChooseStaffAsync(this IPage page, StaffRole role) => page.Locator($"button[value='{role.ToText()}']").ClickAsync();

    /// <summary>Presses a button of the page.</summary>
    public static Task PressAsync(this IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>Types in the field with a label.</summary>
    public static Task FillInAsync(this IPage page, string label, string text) => page.GetByLabel(label, new() { Exact = true }).FillAsync(text);
}
