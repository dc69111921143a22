using System.Net;
using AngleSharp.Dom;
using LeerId.Functions.Tests.Notices;
using LeerId.Functions.Tests.Staff;
using LeerId.Notices;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>The screen Datalek, with which the officer completes a breach step by step and closes it.</summary>
public sealed class BreachScreenTests(ConsoleNoticesRig rig) : IClassFixture<ConsoleNoticesRig>
{
    private static readonly string[] Steps = ["gebeurd", "betrokken", "gevolgen", "autoriteit", "inlichten", "overleg"];

    private static readonly DateTimeOffset KnownAt = new(2026, 9, 1, 6, 0, 17, TimeSpan.Zero);

    private static readonly BreachContent FirstReport = new() { KnownAt = KnownAt, Nature = "Een bestand stond open." };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Officer_completes_a_breach_step_by_step_and_closes_it()
    {
        string number = await rig.ReportAsync(FirstReport);
        using ConsoleBrowser browser = await rig.SignInAsync(StaffRole.Dpo);
        Answer page = await browser.GetAsync($"datalek/{number}");
        Assert.Equal("Nog 71 uur en 30 minuten, tot 4 september 2026 om 08.00 uur.", page.Document.QuerySelector(".clock")!.TextContent);
        Assert.Equal("Ontbreekt nog: Waar het gebeurde; Vastgesteld", States(page)[0]);

        await ChangeAsync(browser, number, "gebeurd", new() { ["source"] = "own", ["foundAt"] = "2026-09-01T07:30" });
        await ChangeAsync(browser, number, "betrokken", new()
        {
            ["personCategories"] = "leerlingen",
            ["personCount"] = "1200",
            ["dataCategories"] = "namen",
            ["recordCount"] = "1200",
        });
        await ChangeAsync(browser, number, "gevolgen", new() { ["consequences"] = "Inzage.", ["measures"] = "Afgesloten.", ["risk"] = "risk" });
        await ChangeAsync(browser, number, "autoriteit", new() { ["authorityNotifiedAt"] = "2026-09-01T08:10" });
        await ChangeAsync(browser, number, "inlichten", new() { ["persons"] = "notRequired", ["personsReason"] = "Alles was versleuteld." });
        page = await browser.GetAsync($"datalek/{number}");
        Assert.Equal(
            ["Klaar", "Klaar", "Klaar", "Klaar", "Klaar", "Ontbreekt nog: Overleg tussen beide partijen", "Nog niet afgesloten"], States(page));
        Assert.Contains("De autoriteit kreeg de melding op 1 september 2026 om 08.10 uur, binnen de termijn", page.Text(), StringComparison.Ordinal);

        Answer refused = await browser.SubmitAsync(await browser.GetAsync($"datalek/{number}/afsluiten"), $"datalek/{number}/afsluiten");
        Assert.Equal(
            ["Overleg tussen beide partijen ontbreekt: vul het in, of geef een reden waarom het er niet is"], refused.Faults());
        Answer closed = await browser.SubmitAsync(
            refused, $"datalek/{number}/afsluiten", new Dictionary<string, string> { ["consultations"] = "DOV had geen vragen." });

        Assert.Equal("Het datalek is afgesloten. Beide functionarissen krijgen een mail.", closed.Message());
        Assert.Contains("Dit datalek is afgesloten op 1 september 2026 om 08.30 uur.", closed.Text(), StringComparison.Ordinal);
        IReadOnlyList<Notice> rows = await rig.FindAsync("breach", number);
        Assert.Equal((StaffRig.ObjectIdOf(StaffRole.Dpo), 6), (rows[0].ClosedBy, rows[0].Version));
        // The form has no seconds, and must not change those that are stored.
        Assert.Equal(KnownAt, Assert.IsType<BreachContent>(rows[0].Content).KnownAt);
        Assert.Equal(
            ["source foundAt", "personCategories personCount dataCategories recordCount", "consequences measures risk", "authorityNotifiedAt",
                "persons personsReason"],
            rows.Select(row => row.Content).OfType<BreachChangeContent>().OrderBy(change => change.Sequence)
                .Select(change => string.Join(' ', change.Changed)));
        Assert.Equal("DOV had geen vragen.", Assert.Single(rows.Select(row => row.Content).OfType<BreachClosingContent>()).Reasons["consultations"]);
        Answer again = await browser.GetAsync($"datalek/{number}/afsluiten");
        Assert.Equal("Dit datalek is al afgesloten.", again.Message());
    }

    [Fact]
    public async Task Second_of_two_editors_sees_both_versions_and_chooses()
    {
        string number = await rig.ReportAsync(FirstReport), step = $"datalek/{number}/betrokken";
        using ConsoleBrowser one = await rig.SignInAsync(StaffRole.Dpo), two = await ConsoleBrowser.SignInAsync(rig.Staff, "every-role");
        Answer first = await one.GetAsync(step), second = await two.GetAsync(step);
        await one.SubmitAsync(first, step, new Dictionary<string, string> { ["personCount"] = "1200", ["personCategories"] = "leerlingen" });

        Answer conflict = await two.SubmitAsync(second, step, new Dictionary<string, string> { ["personCount"] = "1300" });

        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Equal(
            ["Categorieën van betrokkenen|niet ingevuld|leerlingen", "Aantal betrokkenen, bij benadering|1.300|1.200"],
            conflict.Document.QuerySelectorAll(".conflict tbody tr").Select(row => string.Join('|', row.Children.Select(cell => cell.TextContent))));
        Assert.Equal("1300", conflict.Field("personCount"));
        Assert.Equal(1200, Assert.IsType<BreachContent>((await rig.FindAsync("breach", number))[0].Content).PersonCount);
        Answer chosen = await two.SubmitAsync(conflict, step, new Dictionary<string, string> { ["personCategories"] = "leerlingen" });
        Assert.Equal(
            "Over wie en over welke gegevens het gaat: uw wijziging is bewaard. Beide functionarissen krijgen ze per mail.", chosen.Message());
        BreachContent stored = Assert.IsType<BreachContent>((await rig.FindAsync("breach", number))[0].Content);
        Assert.Equal((1300, "leerlingen"), (stored.PersonCount, stored.PersonCategories));
        // The form that was sent first equals the stored values, so there is nothing to choose.
        Answer same = await one.SubmitAsync(first, step, new Dictionary<string, string> { ["personCount"] = "1300", ["personCategories"] = "leerlingen" });
        Assert.Equal("Over wie en over welke gegevens het gaat: iemand anders bewaarde intussen hetzelfde.", same.Message());
    }

    [Fact]
    public async Task Breach_that_changed_meanwhile_is_not_closed()
    {
        string number = await rig.ReportAsync(Complete()), path = $"datalek/{number}/afsluiten";
        using ConsoleBrowser browser = await rig.SignInAsync(StaffRole.Dpo);
        Answer page = await browser.GetAsync(path);
        Assert.Contains("Er ontbreekt niets.", page.Text(), StringComparison.Ordinal);
        await ChangeAsync(browser, number, "betrokken", new() { ["personCount"] = "" });

        Answer outdated = await browser.SubmitAsync(page, path);

        Assert.Equal(
            ["Iemand anders wijzigde dit datalek intussen. Er is niets afgesloten. Kijk na wat nu nog ontbreekt, en verstuur opnieuw."], outdated.Faults());
        Answer closed = await browser.SubmitAsync(outdated, path, new Dictionary<string, string> { ["personCount"] = "Niet te achterhalen." });
        Assert.StartsWith("Het datalek is afgesloten.", closed.Message(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_decision_clears_the_fields_of_the_former_one()
    {
        string number = await rig.ReportAsync(Complete());
        using ConsoleBrowser browser = await rig.SignInAsync(StaffRole.Dpo);

        await ChangeAsync(browser, number, "inlichten", new() { ["persons"] = "notRequired", ["personsReason"] = "De sleutel is niet gelekt." });

        BreachContent breach = Assert.IsType<BreachContent>((await rig.FindAsync("breach", number))[0].Content);
        Assert.Equal(
            (PersonsDecision.NotRequired, "De sleutel is niet gelekt.", null, null, null),
            (breach.Persons, breach.PersonsReason, breach.PersonsToldAt, breach.PersonsToldHow, breach.PersonsToldCount));
        Answer typed = await browser.SubmitAsync(
            await browser.GetAsync($"datalek/{number}/inlichten"), $"datalek/{number}/inlichten",
            new Dictionary<string, string> { ["personsToldHow"] = "met een brief" });
        Assert.Equal(["Hoe de betrokkenen ingelicht zijn moet leeg zijn zolang de betrokkenen niet ingelicht zijn"], typed.Faults());
    }

    [Fact]
    public async Task Fault_of_a_field_of_another_step_is_a_sentence_with_its_name()
    {
        string number = await rig.ReportAsync(FirstReport), step = $"datalek/{number}/autoriteit";
        using ConsoleBrowser browser = await rig.SignInAsync(StaffRole.Dpo);

        Answer answer = await browser.SubmitAsync(
            await browser.GetAsync(step), step, new Dictionary<string, string> { ["authorityNotRequiredReason"] = "Alles was versleuteld." });

        Assert.Equal(
            [
                "Beoordeling van het risico zegt niet dat een risico onwaarschijnlijk is: meld het datalek aan de autoriteit, of geef eerst de nieuwe"
                    + " beoordeling.",
            ],
            answer.Faults());
        Assert.Equal("Alles was versleuteld.", answer.Field("authorityNotRequiredReason"));
    }

    [Fact]
    public async Task Consultations_are_added_corrected_and_taken_away()
    {
        string number = await rig.ReportAsync(FirstReport), step = $"datalek/{number}/overleg";
        using ConsoleBrowser browser = await rig.SignInAsync(StaffRole.Dpo);
        await ChangeAsync(browser, number, "overleg", Consultation(0, "2026-09-01T08:10", "beide functionarissen", "Geen brief."));
        Answer page = await browser.GetAsync(step);
        Assert.Equal(["Overleg 1", "Een overleg toevoegen"], page.Document.QuerySelectorAll("legend").Select(legend => legend.TextContent));

        Dictionary<string, string> moved = Consultation(0, "", "", "");
        foreach ((string field, string value) in Consultation(1, "2026-09-01T08:20", "", "Toch een brief."))
            moved[field] = value;
        Answer faulty = await browser.SubmitAsync(page, step, moved);
        Assert.Equal(["Wie eraan deelnam ontbreekt"], faulty.Faults());
        Assert.Equal("#field-consultations[0].participants", faulty.Document.QuerySelector(".errors a")!.GetAttribute("href"));
        await browser.SubmitAsync(faulty, step, new Dictionary<string, string> { ["consultations[0].participants"] = "beide directies" });

        Consultation kept = Assert.Single(Assert.IsType<BreachContent>((await rig.FindAsync("breach", number))[0].Content).Consultations!);
        Assert.Equal(
            (new DateTimeOffset(2026, 9, 1, 6, 20, 0, TimeSpan.Zero), "beide directies", "Toch een brief."), (kept.At, kept.Participants, kept.Decision));
    }

    [Fact]
    public async Task Page_to_print_has_every_field_and_who_notifies()
    {
        string number = await rig.ReportAsync(Complete());
        using ConsoleBrowser browser = await rig.SignInAsync(StaffRole.Operator);

        Answer page = await browser.GetAsync($"datalek/{number}/afdruk");

        string[] labels = [.. page.Document.QuerySelectorAll("main > section dt").Select(label => label.TextContent)];
        Assert.All(BreachFields.Describe(new BreachContent()), field => Assert.Single(labels, field.Label));
        Assert.Equal(
            ["Wie meldt", "Tijdlijn", "Aard van het datalek", "Betrokkenen en gegevens", "Contactpunt", "Gevolgen en risico", "Maatregelen",
                "Mededeling aan de betrokkenen", "Overleg met DOV"],
            page.Document.QuerySelectorAll("main > section h2").Select(title => title.TextContent));
        Assert.Contains("Functionaris van DOV, 02 555 01 02, dpo@dov.example", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operator_reads_a_breach_and_its_history_and_changes_nothing()
    {
        string number = await rig.ReportAsync(FirstReport);
        await rig.UntilSentAsync("breach", number);
        using ConsoleBrowser officer = await rig.SignInAsync(StaffRole.Dpo), browser = await rig.SignInAsync(StaffRole.Operator);
        await ChangeAsync(officer, number, "betrokken", new() { ["personCount"] = "1200" });

        Answer page = await browser.GetAsync($"datalek/{number}");

        Assert.Empty(page.Document.QuerySelectorAll(".tasks a"));
        Assert.Equal(
            ["1 september 2026 om 08.30 uur: Melding van een datalek", "1 september 2026 om 08.30 uur: Aanvulling 1 bij een datalek"],
            page.Document.QuerySelectorAll(".timeline h3").Select(title => title.TextContent));
        Assert.Contains("De functionaris van DOV kreeg de mail op 1 september 2026 om 08.30 uur.", page.Text(), StringComparison.Ordinal);
        Answer form = await officer.GetAsync($"datalek/{number}/betrokken");
        foreach (string step in Steps.Append("afsluiten"))
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync($"datalek/{number}/{step}")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync($"datalek/{number}/{step}", [new("personCount", "1")])).Status);
        }

        Assert.Equal(HttpStatusCode.OK, form.Status);
        Assert.Equal(2, (await rig.FindAsync("breach", number)).Count);
    }

    [Fact]
    public async Task Breaches_that_are_open_are_listed_with_their_clocks()
    {
        string open = await rig.ReportAsync(FirstReport with { Nature = "Een lijst die nog open is." });
        string closed = await rig.ReportAsync(Complete() with { Nature = "Een lijst die dicht is." });
        await rig.Staff.Get<BreachRegister>().CloseAsync(closed, 0, new Dictionary<string, string>(), "dpo", Cancel);
        using ConsoleBrowser browser = await rig.SignInAsync(StaffRole.Operator);

        Answer page = await browser.GetAsync("datalek");

        IElement row = Assert.Single(
            page.Document.QuerySelectorAll("tbody tr"), row => row.QuerySelector("a")!.GetAttribute("href") == $"/beheer/datalek/{open}");
        Assert.Contains("Nog 71 uur en 30 minuten, tot 4 september 2026 om 08.00 uur.", row.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Een lijst die dicht is.", page.Text(), StringComparison.Ordinal);
        Assert.Contains("Een lijst die dicht is.", (await browser.GetAsync("datalek?toon=alle")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Number_that_does_not_exist_is_not_found()
    {
        using ConsoleBrowser browser = await rig.SignInAsync(StaffRole.Dpo);
        foreach (string path in new[] { "datalek/01K42TP6J8Q5V0D3W7Z9X1C4BN", "datalek/a~b/afdruk", "datalek/none/gebeurd", "datalek/none/afsluiten" })
            Assert.Equal((HttpStatusCode.NotFound, "Niet gevonden"), await StatusAsync(browser, path));

        static async Task<(HttpStatusCode, string)> StatusAsync(ConsoleBrowser browser, string path)
        {
            Answer answer = await browser.GetAsync(path);
            return (answer.Status, answer.Heading());
        }
    }

    private static BreachContent Complete() => NoticeRig.Breach(KnownAt) with
    {
        Persons = PersonsDecision.Done,
        PersonsToldAt = KnownAt.AddMinutes(5),
        PersonsToldHow = "met een brief aan de ouders",
        PersonsToldCount = 1180,
        AuthorityNotifiedAt = KnownAt.AddMinutes(10),
        Consultations = [new() { At = KnownAt.AddMinutes(1), Participants = "beide functionarissen", Decision = "Een brief." }],
    };

    private static Dictionary<string, string> Consultation(int place, string at, string participants, string decision) => new()
    {
        [$"consultations[{place}].at"] = at,
        [$"consultations[{place}].participants"] = participants,
        [$"consultations[{place}].decision"] = decision,
    };

    private static string[] States(Answer page) => [.. page.Document.QuerySelectorAll(".tasks .state").Select(state => state.TextContent)];

    private static async Task ChangeAsync(ConsoleBrowser browser, string number, string step, Dictionary<string, string> values)
    {
        Answer answer = await browser.SubmitAsync(await browser.GetAsync($"datalek/{number}/{step}"), $"datalek/{number}/{step}", values);
        Assert.True(answer.Message()?.Contains("uw wijziging is bewaard", StringComparison.Ordinal) == true, string.Join('\n', answer.Faults()));
    }
}
