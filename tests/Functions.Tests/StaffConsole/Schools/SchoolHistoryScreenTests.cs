using System.Net;
using LeerId.Functions.Tests.Staff;
using LeerId.Schools;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole.Schools;

/// <summary>The screen Scholen: the history of a school, and restoring an earlier version. Today is 1 September 2026.</summary>
public sealed class SchoolHistoryScreenTests(SharedStaffRig shared) : IClassFixture<SharedStaffRig>
{
    private StaffRig Rig => shared.Rig;

    [Fact]
    public async Task History_tells_who_changed_what_when_with_the_contract_before_and_after()
    {
        await Rig.PutAsync("096001", "Eerst", former: "096002");
        await Rig.PutAsync("096001", "Daarna", until: null, municipality: "Gent");
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig, StaffRole.Dpo);

        Answer page = await browser.GetAsync("scholen/096001/geschiedenis");

        Assert.Equal((HttpStatusCode.OK, "Geschiedenis van school 096001"), (page.Status, page.Heading()));
        Assert.Equal(
            ["1 september 2026 om 08.30 uur: Gewijzigd", "1 september 2026 om 08.30 uur: Op de lijst gezet"],
            page.Document.QuerySelectorAll(".history h2").Select(title => title.TextContent));
        Assert.Equal(
            [
                "Naam|Eerst|Daarna", "Gemeente|niet bekend|Gent", "Laatste dag|31 augustus 2027|geen einde", "Vroegere nummers|096002|geen",
                "Contract|niet op de lijst|naam: Eerst; schoolbestuur: niet bekend; gemeente: niet bekend; eerste dag: 1 september 2020; "
                    + "laatste dag: 31 augustus 2027; vroegere nummers: 096002",
            ],
            page.Document.QuerySelectorAll(".history tbody tr").Select(row => string.Join('|', row.Children.Select(cell => cell.TextContent))));
        Assert.Contains($"Door {SchoolsOnRig.OtherEditor}", page.Text(), StringComparison.Ordinal);
        Answer none = await browser.GetAsync("scholen/096099/geschiedenis");
        Assert.Contains("Van deze school is geen wijziging bewaard.", none.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Earlier_contract_is_restored_after_a_check_as_a_new_change()
    {
        await Rig.PutAsync("096010", "Goed", municipality: "Gent");
        await Rig.PutAsync("096010", "Vergissing", until: "2026-08-31");
        using ConsoleBrowser browser = await SignInAsync();
        string path = await RestorePathAsync("096010", 0);
        Answer history = await browser.GetAsync("scholen/096010/geschiedenis");
        Assert.NotNull(history.Document.QuerySelector($"main a[href='/beheer/{path}']"));

        Answer check = await browser.GetAsync(path);
        Assert.Equal(
            ["Naam|Vergissing|Goed", "Gemeente|niet bekend|Gent", "Laatste dag|31 augustus 2026|31 augustus 2027"], Rows(check));
        Assert.Equal("Vergissing", (await Rig.FindAsync("096010"))!.Name);
        Answer done = await browser.SubmitAsync(check, path);

        Assert.Equal("Het contract is teruggezet. Een wijziging geldt overal binnen een minuut.", done.Message());
        SchoolContract school = (await Rig.FindAsync("096010"))!;
        Assert.Equal(("Goed", "Gent", new DateOnly(2027, 8, 31)), (school.Name, school.Municipality, school.Until));
        IReadOnlyList<SchoolHistoryEntry> entries = await Rig.HistoryAsync("096010");
        Assert.Equal((3, StaffRig.ObjectIdOf(StaffRole.AccessControl)), (entries.Count, entries[0].By));
        Assert.Contains("Er is niets terug te zetten.", (await browser.GetAsync(path)).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Removed_school_is_restored_and_added_school_is_removed()
    {
        await Rig.PutAsync("096020", "Heen en weer");
        await Rig.RemoveAsync("096020");
        using ConsoleBrowser browser = await SignInAsync();
        Answer search = await browser.GetAsync("scholen?zoek=096020");
        Assert.NotNull(search.Document.QuerySelector("main a[href='/beheer/scholen/096020']"));
        string back = await RestorePathAsync("096020", 0);
        await browser.SubmitAsync(await browser.GetAsync(back), back);
        Assert.Equal("Heen en weer", (await Rig.FindAsync("096020"))!.Name);

        string away = await RestorePathAsync("096020", 2);
        Answer check = await browser.GetAsync(away);
        Assert.EndsWith("|niet op de lijst", Assert.Single(Rows(check)), StringComparison.Ordinal);
        Answer done = await browser.SubmitAsync(check, away);
        Assert.Equal("De school staat niet meer op de lijst. Een wijziging geldt overal binnen een minuut.", done.Message());
        Assert.Null(await Rig.FindAsync("096020"));
    }

    [Fact]
    public async Task Restoring_shows_the_present_contract_if_somebody_changed_it_meanwhile()
    {
        await Rig.PutAsync("096030", "Goed");
        await Rig.PutAsync("096030", "Vergissing");
        using ConsoleBrowser browser = await SignInAsync();
        string path = await RestorePathAsync("096030", 0);
        Answer check = await browser.GetAsync(path);
        await Rig.PutAsync("096030", "Van een ander");

        Answer conflict = await browser.SubmitAsync(check, path);

        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Equal(["Naam|Van een ander|Goed"], Rows(conflict));
        Assert.Equal("Van een ander", (await Rig.FindAsync("096030"))!.Name);
        await browser.SubmitAsync(conflict, path);
        Assert.Equal("Goed", (await Rig.FindAsync("096030"))!.Name);
    }

    [Fact]
    public async Task Contract_that_is_no_longer_allowed_is_refused_with_the_reason()
    {
        await Rig.PutAsync("096040", "Had een vroeger nummer", former: "096041");
        await Rig.PutAsync("096040", "Zonder");
        await Rig.PutAsync("096042", "Heeft het nu", former: "096041");
        using ConsoleBrowser browser = await SignInAsync();
        string path = await RestorePathAsync("096040", 0);

        Answer page = await browser.SubmitAsync(await browser.GetAsync(path), path);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(["Vroegere nummers bevatten 096041, en dat is in dezelfde periode ook een vroeger nummer van 096042."], page.Faults());
        Assert.Equal("Zonder", (await Rig.FindAsync("096040"))!.Name);
    }

    [Fact]
    public async Task Long_history_is_paged()
    {
        for (int i = 0; i < 30; i++)
            await Rig.PutAsync("096050", $"Naam {i}");
        using ConsoleBrowser browser = await SignInAsync();
        Answer first = await browser.GetAsync("scholen/096050/geschiedenis");
        Assert.Equal(25, first.Document.QuerySelectorAll(".history > li").Length);
        Answer second = await browser.GetAsync("scholen/096050/geschiedenis?pagina=2");
        Assert.Equal(5, second.Document.QuerySelectorAll(".history > li").Length);
        Assert.Equal("Geschiedenis van school 096050", second.Heading());
    }

    private Task<ConsoleBrowser> SignInAsync() => ConsoleBrowser.SignInAsync(Rig, StaffRole.AccessControl);

    private async Task<string> RestorePathAsync(string number, int entry) =>
        $"scholen/{number}/geschiedenis/{(await Rig.HistoryAsync(number))[entry].Revision}/terugzetten";

    private static IEnumerable<string> Rows(Answer page) =>
        page.Document.QuerySelectorAll("main tbody tr").Select(row => string.Join('|', row.Children.Select(cell => cell.TextContent)));
}
