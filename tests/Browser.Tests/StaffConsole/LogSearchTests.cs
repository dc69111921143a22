using LeerId.DataSubjects;
using LeerId.PrivacyLog;
using LeerId.Staff;
using Microsoft.Playwright;

namespace LeerId.Browser.Tests.StaffConsole;

/// <summary>Tests of the screen Privacylog in a browser without script.</summary>
public sealed class LogSearchTests(ChromiumFixture chromium, LocalHostFixture host)
{
    [Fact]
    public async Task Officer_searches_prints_and_downloads_and_the_address_says_nothing()
    {
        await using IBrowserContext context = await chromium.OpenAsync(new() { JavaScriptEnabled = false, AcceptDownloads = true });
        IPage page = await context.NewPageAsync();
        await page.OpenConsoleAsync(host, StaffRole.Dpo, "privacylog");
        string actor = await LookedUpAsync();
        await page.FillInAsync("Medewerker", actor);
        await page.SearchLogAsync("nazicht 2026-12");

        ILocator line = page.Locator("tbody tr");
        await Assertions.Expect(line).ToContainTextAsync($"helpdesk {actor}");
        await Assertions.Expect(line).ToContainTextAsync("Leerling opgezocht");
        await Assertions.Expect(line).ToContainTextAsync("Een leerling helpen die zich niet kan aanmelden: zaak 12");
        Assert.Equal(host.At("/beheer/privacylog").ToString(), page.Url);

        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(line).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main form").First).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByText("U zocht op medewerker, van")).ToBeVisibleAsync();
        await page.EmulateMediaAsync(new() { Media = Media.Screen });

        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.PressAsync("Download als CSV"));
        Assert.Matches("^privacylog-[0-9-]{10}\\.csv$", download.SuggestedFilename);
        string file = await File.ReadAllTextAsync((await download.PathAsync())!, TestContext.Current.CancellationToken);
        Assert.Contains($";{actor};helpdesk;Leerling opgezocht;", file, StringComparison.Ordinal);
    }

    // This person has only one entry: a consultation of the log.
    private async Task<string> LookedUpAsync()
    {
        string actor = Guid.NewGuid().ToString("D");
        DateTimeOffset at = host.Get<TimeProvider>().GetUtcNow().AddMinutes(-1);
        await host.Get<PrivacyLogStore>().AppendAsync(
            new PrivacyLogEntry
            {
                Id = Ulid.NewUlid(at),
                At = at,
                Actor = actor,
                Role = StaffRole.Helpdesk.ToText(),
                Action = StudentLookup.Action,
                Purpose = "zaak 12",
                PurposeKind = PurposeKind.SignInHelp.ToText(),
                Outcome = "granted",
            },
            TestContext.Current.CancellationToken);
        return actor;
    }
}
