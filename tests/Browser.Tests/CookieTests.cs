using LeerId.Staff;
using LeerId.Support;
using Microsoft.Playwright;

namespace LeerId.Browser.Tests;

/// <summary>Tests with a browser that keeps no cookies.</summary>
public sealed class CookieTests(ChromiumFixture chromium, LocalHostFixture host) : IDisposable
{
    private readonly DirectoryInfo _profile = Directory.CreateTempSubdirectory("leerid-test-");

    public void Dispose()
    {
        try
        {
            _profile.Delete(recursive: true);
        }
        catch (IOException)
        {
            // Chromium can still write to the folder while it ends. The system clears temporary folders.
        }
    }

    [Fact]
    public async Task Without_cookies_a_child_reads_what_to_do_and_the_teacher_can_find_out_why()
    {
        DirectoryInfo settings = _profile.CreateSubdirectory("Default");
        await File.WriteAllTextAsync(
            Path.Combine(settings.FullName, "Preferences"),
            """{ "profile": { "default_content_setting_values": { "cookies": 2 } } }""", TestContext.Current.CancellationToken);
        await using IBrowserContext context = await chromium.OpenProfileAsync(_profile.FullName);
        IPage page = await context.NewPageAsync();

        await page.BeginSignInAsync(host);
        Assert.Empty(await context.CookiesAsync());
        await page.ChooseAsync("identified");

        await page.ExpectTitleAsync("Begin nog een keer");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Probeer opnieuw" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Lukt het niet? Vraag hulp aan je juf, meester of leerkracht.")).ToBeVisibleAsync();
        string code = await page.SupportCodeAsync();
        SupportCodeOutcome outcome = await host.SupportCodes.ResolveAsync(
            new SupportCodeRequest { Code = code }, new StaffCaller("5c21b7ed-0000-4000-8000-0000000000aa", StaffRole.Operator, "test"),
            kind => kind.ToString(), TestContext.Current.CancellationToken);
        Assert.Equal("state-cookie-missing", Assert.IsType<SupportCodeOutcome.Resolved>(outcome).Answer.Unrecorded?.Reason);
    }
}
