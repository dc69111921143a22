using System.Diagnostics;
using System.Globalization;
using AngleSharp.Dom;
using LeerId.Testing;

namespace LeerId.Functions.Tests.LocalServices;

/// <summary>LocalHost as a developer runs it: a separate process, with Azurite and the mail server as its children.</summary>
public sealed class HostProcessTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("leerid-test-");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Signal_ends_the_host_and_its_children(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        using HostProcess host = HostProcess.Start(_data.FullName);
        await host.ReadyAsync();
        int[] children = Children(host.Id);
        Assert.Equal(2, children.Length);

        Signal(signal, host.Id);

        Assert.Equal(0, await host.ExitCodeAsync());
        Assert.Equal("", host.Errors);
        await GoneAsync(children);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(_data.FullName, "azurite"), "__azurite_db_table__.json"));
    }

    [Fact]
    public async Task Children_of_a_killed_host_end()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Children are found by /proc or pgrep.");
        using HostProcess host = HostProcess.Start(_data.FullName);
        await host.ReadyAsync();
        int[] children = Children(host.Id);

        Signal("KILL", host.Id);

        await host.ExitCodeAsync();
        await GoneAsync(children);
    }

    [Fact]
    public async Task Children_ignore_Ctrl_C_and_let_the_host_end_them()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        using HostProcess host = HostProcess.Start(_data.FullName);
        await host.ReadyAsync();
        int[] children = Children(host.Id);

        foreach (int child in children)
            Signal("INT", child);
        using HttpClient http = new();
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using HttpResponseMessage mailbox = await http.GetAsync(await host.MailboxAsync(http), Cancelled);

        Assert.True(mailbox.IsSuccessStatusCode);
        Assert.All(children, child => Assert.True(IsRunning(child)));
        Signal("INT", host.Id);
        Assert.Equal(0, await host.ExitCodeAsync());
        await GoneAsync(children);
    }

    [Fact]
    public async Task Second_host_with_the_same_address_or_data_prints_one_line_and_ends_with_exit_code_1()
    {
        using HostProcess first = HostProcess.Start(_data.FullName);
        Uri address = await first.ReadyAsync();
        string authority = address.GetLeftPart(UriPartial.Authority);

        using HostProcess sameAddress = HostProcess.Start(_data.FullName, authority);
        Assert.Equal(1, await sameAddress.ExitCodeAsync());
        Assert.Equal(
            $"Address {authority} is in use. End the program that uses it, or choose another with --urls http://127.0.0.1:7080.\n", sameAddress.Errors);

        using HostProcess sameData = HostProcess.Start(_data.FullName);
        Assert.Equal(1, await sameData.ExitCodeAsync());
        Assert.Equal(
            $"The data in {_data.FullName} is in use by another LocalHost. End that one, or choose another folder with --LocalHost:DataFolder.\n",
            sameData.Errors);

        // The children of a killed host end by themselves. Until then they still write to the folder that the test deletes at the end.
        int[] children = OperatingSystem.IsWindows() ? [] : Children(first.Id);
        await first.StopAsync();
        await GoneAsync(children);
    }

    [Fact]
    public async Task A_second_start_finds_the_data_of_the_first()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        using Browser browser = new();
        string code;
        using (HostProcess first = HostProcess.Start(_data.FullName))
        {
            Uri address = await first.ReadyAsync();
            IElement signIn = (await browser.GetAsync(address, Cancelled)).Document.Links.Single(link => link.TextContent == "Sign in");
            Answer challenge = await browser.GetAsync(new Uri(signIn.GetAttribute("href")!), Cancelled);
            Answer start = await browser.GetAsync(challenge.Location, Cancelled);
            Answer refused = await browser.GetAsync(
                new Uri(address, $"acm/callback?error=access_denied&state={start.LocationParameter("state")}"), Cancelled);
            code = refused.SupportCode!;
            Signal("INT", first.Id);
            Assert.Equal(0, await first.ExitCodeAsync());
        }

        using HostProcess second = HostProcess.Start(_data.FullName);
        Answer page = await browser.GetAsync(await second.ReadyAsync(), Cancelled);
        Assert.Contains(code, page.Body, StringComparison.Ordinal);
        Signal("INT", second.Id);
        await second.ExitCodeAsync();
    }

    [Fact]
    public async Task Invalid_settings_are_named_on_one_line()
    {
        using HostProcess host = HostProcess.Start(
            _data.FullName,
            settings: ["--Acm:ClientAuthentication", "secret", "--Applications:0:RedirectUris:0", "nonsense", "--Retention:Period", "3 years"]);

        Assert.Equal(1, await host.ExitCodeAsync());
        string line = Assert.Single(host.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.All(
            ["Acm:ClientAuthentication", "Applications:0:RedirectUris:0", "Retention:Period"],
            setting => Assert.Contains(setting, line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Host_without_Node_js_prints_one_line_and_ends_with_exit_code_1()
    {
        using HostProcess host = HostProcess.Start(_data.FullName, path: "");

        Assert.Equal(1, await host.ExitCodeAsync());
        Assert.Equal("Node.js 20 or newer is needed and `node` was not found on the PATH.\n", host.Errors);
    }

    [Fact]
    public async Task Host_with_an_old_Node_js_prints_one_line_and_ends_with_exit_code_1()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The old Node.js is a shell script.");
        string node = Path.Combine(_data.FullName, "node");
        await File.WriteAllTextAsync(node, "#!/bin/sh\necho v18.20.8\n", Cancelled);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(node, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        using HostProcess host = HostProcess.Start(_data.FullName, path: _data.FullName);

        Assert.Equal(1, await host.ExitCodeAsync());
        Assert.Equal("Node.js 20 or newer is needed and `node` is v18.20.8.\n", host.Errors);
    }

    private static int[] Children(int parent) =>
    [
        .. Run("pgrep", "-P", parent.ToString(CultureInfo.InvariantCulture))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture)),
    ];

    private static void Signal(string signal, int process) =>
        Run("kill", $"-{signal}", process.ToString(CultureInfo.InvariantCulture));

    private static async Task GoneAsync(int[] processes) => await Eventually.TrueAsync(
        "the children are gone", () => !processes.Any(IsRunning), Cancelled);

    private static bool IsRunning(int process)
    {
        try
        {
            using Process found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
