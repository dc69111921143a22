using LeerId.Functions.Tests.Staff;
using LeerId.Pages.StaffConsole;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>The console, with <see cref="ProbeScreen"/> added to its own screens.</summary>
internal sealed class ConsoleRig : IAsyncDisposable
{
    private ConsoleRig(StaffRig staff, ProbeScreen probe) => (Staff, Probe) = (staff, probe);

    public StaffRig Staff { get; }

    public ProbeScreen Probe { get; }

    public static async Task<ConsoleRig> StartAsync(AzuriteFixture azurite, IReadOnlyDictionary<string, string?>? settings = null, bool accepts = true)
    {
        ProbeScreen probe = new();
        StaffRig staff = await StaffRig.StartAsync(
            azurite, settings: settings, accepts: accepts, services: services => services.AddSingleton<IConsoleScreen>(probe));
        return new(staff, probe);
    }

    public ValueTask DisposeAsync() => Staff.DisposeAsync();
}

/// <summary>The steps of tests of the session.</summary>
internal static class ConsoleSessionSteps
{
    public const string Cookie = "__Host-beheer";

    /// <summary>Opens a screen without following the redirect. Otherwise the directory would sign in a person who chose there before.</summary>
    public static Task<Answer> OpenAsync(this ConsoleBrowser browser, StaffRig rig, string path = "hulpcode") =>
        browser.Browser.GetAsync(rig.Host.At($"beheer/{path}"), TestContext.Current.CancellationToken);

    /// <summary>
    /// Chooses the data protection officer at the directory. The answer redirects to the console with a code. The redirect is not followed.
    /// </summary>
    public static async Task<Answer> ChooseAsync(this ConsoleBrowser browser, StaffRig rig, string path = "hulpcode")
    {
        Answer choice = await browser.GetAsync(path);
        return await browser.Browser.PostAsync(
            rig.Host.At("dev/directory/authorize"), [.. ConsoleBrowser.Fields(choice.Document.Forms[0]), KeyValuePair.Create("person", "dpo")],
            TestContext.Current.CancellationToken);
    }

    /// <summary>Whether this browser is signed in.</summary>
    public static async Task<bool> IsSignedInAsync(this ConsoleBrowser browser, StaffRig rig) => (await browser.OpenAsync(rig)).Status switch
    {
        System.Net.HttpStatusCode.OK => true,
        System.Net.HttpStatusCode.Found => false,
        var other => throw new InvalidOperationException($"Neither a page nor a sign-in: {other}."),
    };

    /// <summary>Whether the log contains a text, in a line that Azure would also record. Of the framework, Azure records only warnings.</summary>
    public static bool HasLogged(this StaffRig rig, string text) => rig.Host.Logs.Entries.Any(entry =>
        (entry.Level >= LogLevel.Warning || !entry.Category.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal))
        && entry.AllText.Contains(text, StringComparison.Ordinal));

    /// <summary>The anti-forgery token in the forms of a page.</summary>
    public static string Token(this Answer page) => page.Document.QuerySelector("input[name=__token]")!.GetAttribute("value")!;
}
