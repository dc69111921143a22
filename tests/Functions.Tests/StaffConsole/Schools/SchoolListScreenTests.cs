using System.Diagnostics;
using System.Net;
using System.Text;
using AngleSharp.Dom;
using LeerId.Functions.Tests.Staff;
using LeerId.Schools;
using LeerId.Schools.Import;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole.Schools;

/// <summary>The screen Scholen: the list.</summary>
public sealed class SchoolListScreenTests(SharedStaffRig shared) : IClassFixture<SharedStaffRig>
{
    private static readonly string[] Changes = ["toevoegen", "verlengen", "wijzigen", "beeindigen", "terugzetten"];

    private const string Screen = "scholen";

    private StaffRig Rig => shared.Rig;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("REGENBOOG", "012345")]
    [InlineData("12345", "012345")]
    [InlineData("gent", "012345")]
    [InlineData("040402", "040404")]
    [InlineData("fusie", "040404")]
    public async Task School_is_found_by_name_number_former_number_or_municipality(string text, string number)
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig, StaffRole.Dpo);

        Answer page = await browser.GetAsync($"{Screen}?zoek={Uri.EscapeDataString(text)}");

        Assert.Equal((HttpStatusCode.OK, "Scholen"), (page.Status, page.Heading()));
        Assert.Equal([number], Numbers(page));
        Assert.Equal(text, page.Document.QuerySelector("input[name=zoek]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Each_school_says_whether_its_pupils_may_come_in_today_and_why_not()
    {
        await Rig.PutAsync("081001", "Loopt af", until: "2026-09-30");
        await Rig.PutAsync("081002", "Begint later", from: "2026-09-02");
        await Rig.PutAsync("081003", "Samengevoegd", until: "2026-08-31");
        await Rig.PutAsync("081004", "Nieuwe school", "2026-09-01", former: "081003");
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig, StaffRole.Operator);

        Answer page = await browser.GetAsync($"{Screen}?zoek=08100&sorteer=nummer");

        Assert.Equal(
            [
                "Loopt af|081001|1 september 2020 tot en met 30 september 2026 Eindigt binnen 60 dagen|Ja, tot en met 30 september 2026",
                "Begint later|081002|2 september 2026 tot en met 31 augustus 2027 Nog niet begonnen|Nee, want het contract begint op 2 september 2026",
                "Samengevoegd|081003|1 september 2020 tot en met 31 augustus 2026 Afgelopen|Ja, want dit is een vroeger nummer van Nieuwe school (081004)",
                "Nieuwe school|081004 (vroeger 081003)|1 september 2026 tot en met 31 augustus 2027|Ja, tot en met 31 augustus 2027",
            ],
            Cells(page, 0, 1, 3, 4));
        Assert.Equal(
            ["Vroeger|Nee, want het contract eindigde op 31 augustus 2024"],
            Cells(await browser.GetAsync($"{Screen}?zoek=050505"), 0, 4).Select(row => row.Replace("Oefenschool ", "", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("", "Alle (3)", "082001 082002 082003")]
    [InlineData("geldig", "Vandaag geldig (1)", "082001")]
    [InlineData("eindigt", "Eindigt binnen 60 dagen (1)", "082001")]
    [InlineData("afgelopen", "Afgelopen (1)", "082002")]
    [InlineData("begint", "Nog niet begonnen (1)", "082003")]
    [InlineData("onbekend", "Alle (3)", "082001 082002 082003")]
    public async Task List_is_filtered_by_state(string state, string link, string numbers)
    {
        await Rig.PutAsync("082001", "Filter", until: "2026-10-31");
        await Rig.PutAsync("082002", "Filter", until: "2026-08-31");
        await Rig.PutAsync("082003", "Filter", from: "2027-01-01");
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig, StaffRole.AccessControl);

        Answer page = await browser.GetAsync($"{Screen}?zoek=filter&toon={state}");

        Assert.Equal(link, page.Document.QuerySelector(".choices a[aria-current]")!.TextContent);
        Assert.Equal(numbers.Split(' '), Numbers(page));
    }

    [Fact]
    public async Task List_is_sorted_by_the_links_of_its_columns()
    {
        await Rig.PutAsync("083001", "Sorteer b", municipality: "Zele");
        await Rig.PutAsync("083002", "Sorteer a", municipality: "Aalst");
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig, StaffRole.AccessControl);
        Answer page = await browser.GetAsync($"{Screen}?zoek=sorteer");
        Assert.Equal(["083002", "083001"], Numbers(page));
        Assert.Equal("ascending", page.Document.QuerySelector("th[aria-sort]")!.GetAttribute("aria-sort"));

        Answer descending = await browser.GetAsync(LinkOf(page, "Naam"));
        Assert.Equal(["083001", "083002"], Numbers(descending));
        Assert.Equal("descending", descending.Document.QuerySelector("th[aria-sort]")!.GetAttribute("aria-sort"));
        Assert.Equal(["083002", "083001"], Numbers(await browser.GetAsync(LinkOf(descending, "Gemeente"))));
        Assert.Equal(["083001", "083002"], Numbers(await browser.GetAsync(LinkOf(descending, "Nummer"))));
    }

    [Fact]
    public async Task Search_without_a_result_says_what_to_do()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig, StaffRole.AccessControl);
        Answer page = await browser.GetAsync($"{Screen}?zoek=%3Cscript%3Energens%3C%2Fscript%3E&sorteer=%3Cb%3E&pagina=-7");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Er is geen school gevonden.", page.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StaffRole.AccessControl, true)]
    [InlineData(StaffRole.Dpo, false)]
    [InlineData(StaffRole.Operator, false)]
    public async Task Only_access_control_sees_the_links_that_change_a_contract(StaffRole role, bool canChange)
    {
        await Rig.PutAsync("084001", "Rollen");
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig, role);
        foreach (string path in new[] { $"{Screen}?zoek=084001", $"{Screen}/084001", $"{Screen}/084001/geschiedenis" })
        {
            Answer page = await browser.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Contains("Scholen", page.Menu());
            string[] ways = [.. page.Document.QuerySelectorAll("main a, main form[method=post]")
                .Select(element => element.GetAttribute("href") ?? element.GetAttribute("action"))
                .Where(address => Changes.Any(word => address!.EndsWith(word, StringComparison.Ordinal)))!];
            Assert.Equal(canChange, ways.Length > 0);
        }
    }

    [Theory]
    [InlineData(StaffRole.Dpo)]
    [InlineData(StaffRole.Operator)]
    [InlineData(StaffRole.Helpdesk)]
    [InlineData(StaffRole.Privacy)]
    public async Task Other_roles_can_not_change_a_contract_through_its_address(StaffRole role)
    {
        await Rig.PutAsync("084002", "Rollen");
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig, role);
        SchoolContract before = (await Rig.FindAsync("084002"))!;
        string path = $"{Screen}/084002";
        long revision = (await Rig.HistoryAsync("084002"))[0].Revision;
        foreach (string change in new[] { "wijzigen", "verlengen", "beeindigen", $"geschiedenis/{revision}/terugzetten" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync($"{path}/{change}")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync($"{path}/{change}", [])).Status);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync($"{path}/beeindigen/bevestigen", [new("wijze", "verwijderen")])).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync($"{Screen}/toevoegen", [])).Status);
        Assert.Equivalent(before, await Rig.FindAsync("084002"), strict: true);
        bool mayRead = role is StaffRole.Dpo or StaffRole.Operator;
        foreach (string read in new[] { Screen, path, $"{path}/geschiedenis", $"{Screen}/lijst.csv" })
            Assert.Equal(mayRead ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await browser.GetAsync(read)).Status);
    }

    [Fact]
    public async Task Downloaded_list_starts_no_formula()
    {
        await Rig.PutAsync("085001", "=cmd|' /C calc'!A0", municipality: "@SUM(A1)");
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig, StaffRole.AccessControl);

        Answer file = await browser.GetAsync($"{Screen}/lijst.csv");

        Assert.Equal((HttpStatusCode.OK, "text/csv; charset=utf-8"), (file.Status, file.Headers["Content-Type"]));
        Assert.Contains("attachment; filename=scholen.csv", file.Headers["Content-Disposition"], StringComparison.Ordinal);
        Assert.Equal(("no-store", "nosniff"), (file.Headers["Cache-Control"], file.Headers["X-Content-Type-Options"]));
        Assert.Contains("085001;'=cmd|' /C calc'!A0;2020-09-01;2027-08-31;;;'@SUM(A1)\r\n", file.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_of_a_school_is_never_markup()
    {
        const string Name = "<img src=x onerror=alert(1)>\"'";
        await Rig.PutAsync("086001", Name, municipality: "</td><script>");
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig, StaffRole.AccessControl);
        foreach (string path in new[] { "?zoek=086001", "/086001", "/086001/wijzigen", "/086001/verlengen", "/086001/beeindigen", "/086001/geschiedenis" })
        {
            Answer page = await browser.GetAsync(Screen + path);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Empty(page.Document.QuerySelectorAll("img, script"));
        }
    }

    private static string LinkOf(Answer page, string column) => page.Document.QuerySelectorAll("th a")
        .Single(link => link.TextContent == column).GetAttribute("href")!["/beheer/".Length..];

    private static string[] Numbers(Answer page) => [.. Cells(page, 1).Select(cell => cell[..6])];

    private static string[] Cells(Answer page, params int[] columns) => [.. page.Document.QuerySelectorAll("tbody tr").Select(row =>
    {
        IElement[] cells = [.. row.Children];
        return string.Join('|', columns.Select(column => cells[column].Words()));
    })];
}

/// <summary>The screen Scholen with as many schools as there are in Flanders.</summary>
public sealed class LongSchoolListTests(AzuriteFixture azurite)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(300);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public async Task Search_in_a_list_of_4000_schools_is_paged_and_answers_within_300_milliseconds()
    {
        await using StaffRig rig = await StaffRig.StartAsync(azurite);
        string csv = "number,name,from,until,municipality\n"
            + string.Concat(Enumerable.Range(100_000, 4000).Select(number => $"{number},Basisschool {number},2020-09-01,2027-08-31,Gent\n"));
        Assert.IsType<SchoolImportOutcome.Accepted>(
            await rig.Get<SchoolListImport>().ImportAsync(Encoding.UTF8.GetBytes(csv), dryRun: false, removes: null, revision: null, "test", Cancel));
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig, StaffRole.AccessControl);

        Answer first = await browser.GetAsync("scholen");
        Assert.Equal("Scholen: 4.000", first.Document.QuerySelector("caption")!.TextContent);
        Assert.Equal(50, first.Document.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("1 tot 50 van 4.000", first.Text(), StringComparison.Ordinal);
        Answer last = await browser.GetAsync("scholen?pagina=80");
        Assert.Contains("Basisschool 103999", last.Text(), StringComparison.Ordinal);

        TimeSpan[] times = await TimeAsync(15, page => $"scholen?zoek=basisschool+gent&sorteer=einde&pagina={page}");
        Assert.InRange(times[times.Length / 2], TimeSpan.Zero, Limit);
        // After a change the whole list is read again. The test takes the fastest of a few attempts, because other tests run at the same time.
        TimeSpan[] changed = await TimeAsync(5, _ => "scholen?zoek=basisschool", turn => rig.PutAsync("100000", $"Basisschool {turn}"));
        Assert.InRange(changed[0], TimeSpan.Zero, Limit);

        async Task<TimeSpan[]> TimeAsync(int turns, Func<int, string> path, Func<int, Task>? before = null)
        {
            List<TimeSpan> taken = [];
            for (int turn = 1; turn <= turns; turn++)
            {
                if (before is not null)
                    await before(turn);
                long start = Stopwatch.GetTimestamp();
                Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(path(turn))).Status);
                taken.Add(Stopwatch.GetElapsedTime(start));
            }

            return [.. taken.Order()];
        }
    }
}
