using System.Net;
using LeerId.Functions.Tests.Staff;
using LeerId.Schools;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole.Schools;

/// <summary>The screen Scholen: extending contracts, ending them, and removing them from the list. Today is 1 September 2026.</summary>
public sealed class SchoolTermScreenTests(SharedStaffRig shared) : IClassFixture<SharedStaffRig>
{
    private StaffRig Rig => shared.Rig;

    [Theory]
    [InlineData("094001", "2026-08-31", "2027-08-31", "31 augustus 2027")]
    [InlineData("094002", "2027-08-31", "2028-08-31", "31 augustus 2028")]
    public async Task Contract_is_extended_from_the_list_with_the_natural_day(string number, string until, string next, string words)
    {
        await Rig.PutAsync(number, "Verlengt", until: until);
        using ConsoleBrowser browser = await SignInAsync();
        Answer list = await browser.GetAsync($"scholen?zoek={number}");
        Assert.Equal(next, list.Document.QuerySelector("tbody input[name=until]")!.GetAttribute("value"));

        Answer page = await browser.SubmitAsync(list, $"scholen/{number}/verlengen");

        Assert.Equal($"Het contract loopt tot en met {words}. Een wijziging geldt overal binnen een minuut.", page.Message());
        Assert.Contains($"Mag vandaag binnen? Ja, tot en met {words}", page.Text(), StringComparison.Ordinal);
        Assert.Contains($"door {StaffRig.ObjectIdOf(StaffRole.AccessControl)}", page.Text(), StringComparison.Ordinal);
        Assert.Equal(next, (await Rig.FindAsync(number))!.Until?.ToString("yyyy-MM-dd", null));
    }

    [Fact]
    public async Task Contract_is_extended_on_the_page_of_the_school_and_in_a_long_list_through_a_link()
    {
        for (int i = 0; i < 11; i++)
            await Rig.PutAsync($"0945{i:D2}", "Lange lijst");
        using ConsoleBrowser browser = await SignInAsync();
        Answer list = await browser.GetAsync("scholen?zoek=lange+lijst");
        Assert.Empty(list.Document.QuerySelectorAll("tbody form"));
        Assert.NotNull(list.Document.QuerySelector("tbody a[href='/beheer/scholen/094500/verlengen']"));

        Answer form = await browser.GetAsync("scholen/094500/verlengen");
        await browser.SubmitAsync(form, "scholen/094500/verlengen");
        Assert.Equal(new DateOnly(2028, 8, 31), (await Rig.FindAsync("094500"))!.Until);
        await browser.SubmitAsync(await browser.GetAsync("scholen/094501"), "scholen/094501/verlengen", Until("2027-12-31"));
        Assert.Equal(new DateOnly(2027, 12, 31), (await Rig.FindAsync("094501"))!.Until);
    }

    [Theory]
    [InlineData("", "Laatste dag ontbreekt")]
    [InlineData("31/6/2028", "Laatste dag is geen dag die bestaat: schrijf dag/maand/jaar, zoals 31/8/2027")]
    [InlineData("2026-12-31", "Laatste dag ligt niet na de huidige laatste dag")]
    [InlineData("1899-12-31", "Laatste dag ligt voor 1900")]
    public async Task Day_that_is_no_extension_is_refused_and_kept(string until, string fault)
    {
        await Rig.PutAsync("094010", "Fout");
        using ConsoleBrowser browser = await SignInAsync();

        Answer page = await browser.SubmitAsync(await browser.GetAsync("scholen?zoek=094010"), "scholen/094010/verlengen", Until(until));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(fault, page.Faults());
        Assert.Equal(until, page.Document.QuerySelector("input[name=until]")!.GetAttribute("value"));
        Assert.Single(await Rig.HistoryAsync("094010"));
    }

    [Fact]
    public async Task Extension_shows_both_versions_if_somebody_changed_the_contract_meanwhile()
    {
        await Rig.PutAsync("094020", "Begin");
        using ConsoleBrowser browser = await SignInAsync();
        Answer list = await browser.GetAsync("scholen?zoek=094020");
        await Rig.PutAsync("094020", "Van een ander", until: "2029-08-31");

        Answer conflict = await browser.SubmitAsync(list, "scholen/094020/verlengen");

        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Contains("Laatste dag|31 augustus 2028|31 augustus 2029", Rows(conflict, ".conflict tbody tr"));
        Assert.Equal(new DateOnly(2029, 8, 31), (await Rig.FindAsync("094020"))!.Until);
        await browser.SubmitAsync(conflict, "scholen/094020/verlengen", Until("2030-08-31"));
        SchoolContract school = (await Rig.FindAsync("094020"))!;
        Assert.Equal(("Van een ander", new DateOnly(2030, 8, 31)), (school.Name, school.Until));
    }

    [Fact]
    public async Task Contract_without_an_end_has_no_form_to_extend_it()
    {
        using ConsoleBrowser browser = await SignInAsync();
        foreach (string path in new[] { "scholen?zoek=012345", "scholen/012345", "scholen/012345/verlengen" })
            Assert.Null((await browser.GetAsync(path)).Document.QuerySelector("form[action$=verlengen]"));
        Assert.Contains("Verlengen is niet nodig", (await browser.GetAsync("scholen/012345/verlengen")).Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("095001", "2026-12-31", "mogen binnen tot en met 31 december 2026. Vanaf 1 januari 2027 worden ze geweigerd")]
    [InlineData("095002", "2026-09-01", "mogen binnen tot en met 1 september 2026. Vanaf 2 september 2026 worden ze geweigerd")]
    [InlineData("095003", "2026-08-31", "eindigde dan op 31 augustus 2026. De leerlingen van deze school worden binnen een minuut geweigerd")]
    public async Task Contract_ends_on_a_day_after_a_check(string number, string until, string consequence)
    {
        await Rig.PutAsync(number, "Stopt");
        using ConsoleBrowser browser = await SignInAsync();
        string path = $"scholen/{number}/beeindigen";

        Answer check = await browser.SubmitAsync(
            await browser.GetAsync(path), path, new Dictionary<string, string> { ["wijze"] = "einddatum", ["until"] = until });

        Assert.Equal((HttpStatusCode.OK, "Controleer: Stopt"), (check.Status, check.Heading()));
        Assert.Contains(consequence, check.Text(), StringComparison.Ordinal);
        Assert.Equal(new DateOnly(2027, 8, 31), (await Rig.FindAsync(number))!.Until);

        Answer done = await browser.SubmitAsync(check, $"{path}/bevestigen");
        Assert.StartsWith("Het contract eindigt op ", done.Message(), StringComparison.Ordinal);
        Assert.Equal(until, (await Rig.FindAsync(number))!.Until?.ToString("yyyy-MM-dd", null));
    }

    [Fact]
    public async Task School_is_taken_off_the_list_after_a_check_and_its_history_stays()
    {
        await Rig.PutAsync("095010", "Verdwijnt");
        using ConsoleBrowser browser = await SignInAsync();
        const string Path = "scholen/095010/beeindigen";

        Answer check = await browser.SubmitAsync(
            await browser.GetAsync(Path), Path, new Dictionary<string, string> { ["wijze"] = "verwijderen" });
        Assert.NotNull(await Rig.FindAsync("095010"));
        Answer done = await browser.SubmitAsync(check, $"{Path}/bevestigen");
        Answer twice = await browser.SubmitAsync(check, $"{Path}/bevestigen");

        Assert.Null(await Rig.FindAsync("095010"));
        Assert.Equal(("Geschiedenis van school 095010", HttpStatusCode.OK), (done.Heading(), done.Status));
        Assert.Equal("De school is van de lijst gehaald. Een wijziging geldt overal binnen een minuut.", done.Message());
        Assert.Contains("Van de lijst gehaald", done.Text(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, twice.Status);
        Assert.Equal(2, (await Rig.HistoryAsync("095010")).Count);
    }

    [Theory]
    [InlineData("", "2026-12-31", "Wat wilt u doen? ontbreekt: kies een van beide")]
    [InlineData("einddatum", "", "Laatste dag ontbreekt")]
    [InlineData("einddatum", "2028-01-01", "Laatste dag ligt niet voor de huidige laatste dag")]
    [InlineData("einddatum", "2020-08-31", "Laatste dag ligt voor de eerste dag")]
    [InlineData("einddatum", "morgen", "Laatste dag is geen dag die bestaat: schrijf dag/maand/jaar, zoals 31/8/2027")]
    public async Task Ending_that_is_not_possible_is_refused_before_the_check(string way, string until, string fault)
    {
        await Rig.PutAsync("095020", "Stopt niet");
        using ConsoleBrowser browser = await SignInAsync();
        const string Path = "scholen/095020/beeindigen";

        Answer page = await browser.SubmitAsync(
            await browser.GetAsync(Path), Path, new Dictionary<string, string> { ["wijze"] = way, ["until"] = until });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, fault), (page.Status, Assert.Single(page.Faults())));
        Assert.Equal(until, page.Document.QuerySelector("input[name=until]")!.GetAttribute("value"));
        Assert.Single(await Rig.HistoryAsync("095020"));
    }

    [Fact]
    public async Task Confirmation_without_a_day_ends_nothing()
    {
        await Rig.PutAsync("095025", "Stopt niet");
        using ConsoleBrowser browser = await SignInAsync();
        const string Path = "scholen/095025/beeindigen";
        Answer check = await browser.SubmitAsync(
            await browser.GetAsync(Path), Path, new Dictionary<string, string> { ["wijze"] = "einddatum", ["until"] = "2026-12-31" });
        await Rig.PutAsync("095025", "Van een ander");

        Answer page = await browser.SubmitAsync(check, $"{Path}/bevestigen", new Dictionary<string, string> { ["wijze"] = "", ["until"] = "" });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Laatste dag ontbreekt"), (page.Status, Assert.Single(page.Faults())));
        Assert.Equal(new DateOnly(2027, 8, 31), (await Rig.FindAsync("095025"))!.Until);
    }

    [Theory]
    [InlineData("095030", "einddatum")]
    [InlineData("095031", "verwijderen")]
    public async Task Ending_shows_the_present_contract_if_somebody_changed_it_after_the_check(string number, string way)
    {
        await Rig.PutAsync(number, "Begin");
        using ConsoleBrowser browser = await SignInAsync();
        string path = $"scholen/{number}/beeindigen";
        Answer check = await browser.SubmitAsync(
            await browser.GetAsync(path), path, new Dictionary<string, string> { ["wijze"] = way, ["until"] = "2026-12-31" });
        await Rig.PutAsync(number, "Van een ander");

        Answer conflict = await browser.SubmitAsync(check, $"{path}/bevestigen");

        Assert.Equal((HttpStatusCode.Conflict, "Controleer: Van een ander"), (conflict.Status, conflict.Heading()));
        Assert.Contains("Iemand anders wijzigde dit contract intussen.", conflict.Text(), StringComparison.Ordinal);
        Assert.Equal(new DateOnly(2027, 8, 31), (await Rig.FindAsync(number))!.Until);

        Assert.Equal(HttpStatusCode.OK, (await browser.SubmitAsync(conflict, $"{path}/bevestigen")).Status);
        SchoolContract? school = await Rig.FindAsync(number);
        Assert.Equal(way == "verwijderen" ? null : "Van een ander 2026-12-31", school is null ? null : $"{school.Name} {school.Until:yyyy-MM-dd}");
    }

    private Task<ConsoleBrowser> SignInAsync() => ConsoleBrowser.SignInAsync(Rig, StaffRole.AccessControl);

    private static Dictionary<string, string> Until(string day) => new() { ["until"] = day };

    private static IEnumerable<string> Rows(Answer page, string selector) =>
        page.Document.QuerySelectorAll(selector).Select(row => string.Join('|', row.Children.Select(cell => cell.TextContent)));
}
