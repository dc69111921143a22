using System.Net;
using LeerId.Functions.Tests.Staff;
using LeerId.Schools;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole.Schools;

/// <summary>The screen Scholen: adding a school, and changing a contract.</summary>
public sealed class SchoolEditScreenTests(SharedStaffRig shared) : IClassFixture<SharedStaffRig>
{
    private const string AddScreen = "scholen/toevoegen";

    private StaffRig Rig => shared.Rig;

    [Fact]
    public async Task School_is_added_with_all_typed_values()
    {
        using ConsoleBrowser browser = await SignInAsync();
        Answer form = await browser.GetAsync($"{AddScreen}?number=091001");
        Assert.Equal("091001", Field(form, "number"));
        Assert.Equal(("2026-09-01", "2027-08-31"), (Field(form, "from"), Field(form, "until")));

        Answer page = await browser.SubmitAsync(form, AddScreen, new Dictionary<string, string>
        {
            ["name"] = " De Nieuwe ",
            ["board"] = "vzw Zon",
            ["municipality"] = "Gent",
            ["from"] = "1/9/2026",
            ["until"] = "31-8-2028",
            ["formerNumbers"] = "091002, 091003",
        });

        Assert.Equal((HttpStatusCode.OK, "De Nieuwe", "/beheer/scholen/091001"), (page.Status, page.Heading(), page.Address.AbsolutePath));
        Assert.Equal("De school staat op de lijst. Een wijziging geldt overal binnen een minuut.", page.Message());
        SchoolContract school = (await Rig.FindAsync("091001"))!;
        Assert.Equal(("De Nieuwe", "vzw Zon", "Gent"), (school.Name, school.Board, school.Municipality));
        Assert.Equal((new DateOnly(2026, 9, 1), new DateOnly(2028, 8, 31)), (school.From, school.Until));
        Assert.Equal(["091002", "091003"], school.FormerNumbers.Select(number => number.ToString()));
        SchoolHistoryEntry entry = Assert.Single(await Rig.HistoryAsync("091001"));
        Assert.Equal(StaffRig.ObjectIdOf(StaffRole.AccessControl), entry.By);
    }

    [Fact]
    public async Task Form_keeps_what_was_typed_and_names_every_fault_in_Dutch()
    {
        using ConsoleBrowser browser = await SignInAsync();

        Answer page = await browser.SubmitAsync(await browser.GetAsync(AddScreen), AddScreen, new Dictionary<string, string>
        {
            ["number"] = "12345",
            ["name"] = "",
            ["municipality"] = new('a', 201),
            ["from"] = "31/2/2026",
            ["until"] = "nooit",
            ["formerNumbers"] = "<b>",
        });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(
            [
                "Eerste dag is geen dag die bestaat: schrijf dag/maand/jaar, zoals 31/8/2027",
                "Laatste dag is geen dag die bestaat: schrijf dag/maand/jaar, zoals 31/8/2027",
                "Instellingsnummer bestaat niet uit zes cijfers",
                "Naam ontbreekt",
                "Gemeente is langer dan 200 tekens",
                "Vroegere nummers bevatten een nummer dat niet uit zes cijfers bestaat",
            ],
            page.Faults());
        Assert.Equal(("12345", "31/2/2026", "nooit", "<b>"), (Field(page, "number"), Field(page, "from"), Field(page, "until"), Field(page, "formerNumbers")));
        Assert.Equal(6, page.Document.QuerySelectorAll("[aria-invalid=true]").Length);
        Assert.All(page.Document.QuerySelectorAll(".errors a"), link => Assert.NotNull(page.Document.QuerySelector(link.GetAttribute("href")!)));
    }

    [Fact]
    public async Task School_that_is_on_the_list_already_is_not_replaced_by_an_addition()
    {
        await Rig.PutAsync("091010", "Staat er al");
        using ConsoleBrowser browser = await SignInAsync();

        Answer page = await browser.SubmitAsync(
            await browser.GetAsync(AddScreen), AddScreen, new Dictionary<string, string> { ["number"] = "091010", ["name"] = "Nog eens" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(["Instellingsnummer staat al op de lijst"], page.Faults());
        Assert.NotNull(page.Document.QuerySelector("main a[href='/beheer/scholen/091010']"));
        Assert.Equal("Staat er al", (await Rig.FindAsync("091010"))!.Name);
    }

    [Fact]
    public async Task Contract_is_changed_and_a_form_sent_twice_changes_it_once()
    {
        await Rig.PutAsync("092001", "Oude naam", former: "092002");
        using ConsoleBrowser browser = await SignInAsync();
        Answer form = await browser.GetAsync("scholen/092001/wijzigen");
        Assert.Equal(("Oude naam", "2027-08-31", "092002"), (Field(form, "name"), Field(form, "until"), Field(form, "formerNumbers")));
        Dictionary<string, string> values = new() { ["name"] = "Nieuwe naam", ["until"] = "" };

        Answer page = await browser.SubmitAsync(form, "scholen/092001/wijzigen", values);
        Answer again = await browser.SubmitAsync(form, "scholen/092001/wijzigen", values);

        Assert.Equal("Het contract is gewijzigd. Een wijziging geldt overal binnen een minuut.", page.Message());
        Assert.Equal((HttpStatusCode.OK, "/beheer/scholen/092001"), (again.Status, again.Address.AbsolutePath));
        SchoolContract school = (await Rig.FindAsync("092001"))!;
        Assert.Equal(("Nieuwe naam", null, 1), (school.Name, school.Until, school.FormerNumbers.Count));
        Assert.Equal(2, (await Rig.HistoryAsync("092001")).Count);
    }

    [Fact]
    public async Task Second_of_two_editors_sees_both_versions_and_chooses()
    {
        await Rig.PutAsync("093001", "Begin");
        using ConsoleBrowser first = await SignInAsync(), second = await SignInAsync();
        Answer firstForm = await first.GetAsync("scholen/093001/wijzigen"), secondForm = await second.GetAsync("scholen/093001/wijzigen");
        await first.SubmitAsync(firstForm, "scholen/093001/wijzigen", new Dictionary<string, string> { ["name"] = "Van de eerste", ["municipality"] = "Gent" });

        Answer conflict = await second.SubmitAsync(
            secondForm, "scholen/093001/wijzigen", new Dictionary<string, string> { ["name"] = "Van de tweede", ["until"] = "2028-08-31" });

        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Equal(
            ["Naam|Van de tweede|Van de eerste", "Gemeente||Gent", "Laatste dag|31 augustus 2028|31 augustus 2027"],
            conflict.Document.QuerySelectorAll(".conflict tbody tr").Select(row => string.Join('|', row.Children.Select(cell => cell.TextContent))));
        Assert.NotNull(conflict.Document.QuerySelector(".conflict a[href='/beheer/scholen/093001']"));
        Assert.Equal("Van de eerste", (await Rig.FindAsync("093001"))!.Name);
        Assert.Equal("Van de tweede", Field(conflict, "name"));

        Answer chosen = await second.SubmitAsync(conflict, "scholen/093001/wijzigen", new Dictionary<string, string> { ["municipality"] = "Gent" });

        Assert.Equal(HttpStatusCode.OK, chosen.Status);
        SchoolContract school = (await Rig.FindAsync("093001"))!;
        Assert.Equal(("Van de tweede", "Gent", new DateOnly(2028, 8, 31)), (school.Name, school.Municipality, school.Until));
    }

    [Fact]
    public async Task Contract_that_was_removed_meanwhile_is_a_conflict_too()
    {
        await Rig.PutAsync("093010", "Begin");
        using ConsoleBrowser browser = await SignInAsync();
        Answer form = await browser.GetAsync("scholen/093010/wijzigen");
        await Rig.RemoveAsync("093010");

        Answer conflict = await browser.SubmitAsync(form, "scholen/093010/wijzigen", new Dictionary<string, string> { ["name"] = "Toch" });
        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Contains("niet op de lijst", conflict.Text(), StringComparison.Ordinal);
        Assert.Null(await Rig.FindAsync("093010"));

        await browser.SubmitAsync(conflict, "scholen/093010/wijzigen");
        Assert.Equal("Toch", (await Rig.FindAsync("093010"))!.Name);
    }

    [Theory]
    [InlineData("scholen/093099/wijzigen")]
    [InlineData("scholen/093099/verlengen")]
    [InlineData("scholen/093099/beeindigen")]
    [InlineData("scholen/093099/geschiedenis/7/terugzetten")]
    [InlineData("scholen/93099")]
    [InlineData("scholen/%3Cb%3E")]
    public async Task School_that_is_not_on_the_list_is_not_found(string path)
    {
        using ConsoleBrowser browser = await SignInAsync();
        Answer page = await browser.GetAsync(path);
        Assert.Equal((HttpStatusCode.NotFound, "Niet gevonden"), (page.Status, page.Heading()));
    }

    [Fact]
    public async Task School_that_is_not_on_the_list_can_be_put_on_it()
    {
        using ConsoleBrowser browser = await SignInAsync();
        Answer page = await browser.GetAsync("scholen/093098");
        Assert.Equal((HttpStatusCode.NotFound, "School 093098"), (page.Status, page.Heading()));
        Assert.Contains("Mag vandaag binnen? Nee, want onder dit nummer is er geen contract", page.Text(), StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("main a[href='/beheer/scholen/toevoegen?number=093098']"));
        Answer former = await browser.GetAsync("scholen/040401");
        Assert.Contains("Ja, want dit is een vroeger nummer van Oefenschool De Fusie (040404)", former.Text(), StringComparison.Ordinal);
        Assert.NotNull(former.Document.QuerySelector("main a[href='/beheer/scholen/040404']"));
    }

    private Task<ConsoleBrowser> SignInAsync() => ConsoleBrowser.SignInAsync(Rig, StaffRole.AccessControl);

    private static string? Field(Answer page, string name) => page.Document.QuerySelector($"main form[method=post] input[name={name}]")!.GetAttribute("value");
}
