using System.Net;
using LeerId.Functions.Tests.Staff;
using LeerId.Notices;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>The screen Datalek melden, with which every member of staff can report a breach with two fields.</summary>
public sealed class BreachReportScreenTests(ConsoleNoticesRig rig) : IClassFixture<ConsoleNoticesRig>
{
    private const string Screen = "datalek/melden";

    private static readonly Dictionary<string, string> Minimum = new() { ["knownAt"] = "2026-09-01T08:00", ["nature"] = "Een bestand stond open." };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_role_reports_with_two_fields_and_sees_the_deadline_and_both_telephone_numbers()
    {
        foreach (StaffRole role in StaffRig.Persons)
        {
            using ConsoleBrowser browser = await rig.SignInAsync(role);
            Answer page = await browser.GetAsync(Screen);
            Assert.Contains("Datalek melden", page.Menu());
            Assert.Contains("Nu is het 1 september 2026 om 08.30 uur.", page.Text(), StringComparison.Ordinal);

            Answer done = await browser.SubmitAsync(page, Screen, Minimum);

            Assert.Equal((HttpStatusCode.OK, "Het datalek is gemeld", "Het datalek is gemeld."), (done.Status, done.Heading(), done.Message()));
            Assert.Contains("Nog 71 uur en 30 minuten, tot 4 september 2026 om 08.00 uur.", done.Text(), StringComparison.Ordinal);
            Assert.Equal(
                ["tel:+3225550101", "tel:025550102"], done.Document.QuerySelectorAll("main a[href^='tel:']").Select(link => link.GetAttribute("href")));
            Assert.NotNull(done.Document.QuerySelector("a[href^='https://www.gegevensbeschermingsautoriteit.be/']"));
            Notice notice = Assert.Single(await rig.FindAsync("breach", done.Address.Segments[^1]));
            BreachContent breach = Assert.IsType<BreachContent>(notice.Content);
            Assert.Equal((StaffRig.ObjectIdOf(role), new DateTimeOffset(2026, 9, 1, 6, 0, 0, TimeSpan.Zero)), (notice.ReportedBy, breach.KnownAt));
            Assert.Equal(new BreachContent { KnownAt = breach.KnownAt, Nature = "Een bestand stond open." }, breach);
        }
    }

    [Fact]
    public async Task Reporter_sees_only_the_deadline_of_their_own_report()
    {
        string other = await rig.ReportAsync(new BreachContent { KnownAt = rig.Staff.Clock.GetUtcNow(), Nature = "Van een ander." });
        foreach (StaffRole role in new[] { StaffRole.Helpdesk, StaffRole.AccessControl, StaffRole.Privacy })
        {
            using ConsoleBrowser browser = await rig.SignInAsync(role);
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"datalek/gemeld/{other}")).Status);
            foreach (string path in new[] { "datalek", $"datalek/{other}", $"datalek/{other}/afdruk", $"datalek/{other}/afsluiten" })
                Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(path)).Status);
            Assert.DoesNotContain("Datalekken", (await browser.GetAsync(Screen)).Menu());
        }

        using ConsoleBrowser officer = await rig.SignInAsync(StaffRole.Dpo);
        Answer page = await officer.GetAsync($"datalek/gemeld/{other}");
        Assert.Equal($"/beheer/datalek/{other}", page.Document.QuerySelector("main a.button")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Every_field_can_be_reported_at_once()
    {
        using ConsoleBrowser browser = await rig.SignInAsync(StaffRole.Operator);

        Answer done = await browser.SubmitAsync(await browser.GetAsync(Screen), Screen, new Dictionary<string, string>(Minimum)
        {
            ["source"] = "processor",
            ["processor"] = "Wolk NV",
            ["happenedAt"] = "2026-08-31T22:00",
            ["foundAt"] = "1/9/2026 7:30",
            ["personCategories"] = "leerlingen",
            ["personCount"] = "1.200",
            ["dataCategories"] = "namen",
            ["recordCount"] = "24000",
            ["consequences"] = "Onbevoegden konden gegevens inzien.",
            ["measures"] = "Het bestand is afgesloten.\r\nDe sleutel is vervangen.",
            ["risk"] = "high",
            ["contact"] = "de helpdesk",
        });

        Assert.Equal(
            new BreachContent
            {
                KnownAt = new DateTimeOffset(2026, 9, 1, 6, 0, 0, TimeSpan.Zero),
                Nature = "Een bestand stond open.",
                Source = BreachSource.Processor,
                Processor = "Wolk NV",
                HappenedAt = new DateTimeOffset(2026, 8, 31, 20, 0, 0, TimeSpan.Zero),
                FoundAt = new DateTimeOffset(2026, 9, 1, 5, 30, 0, TimeSpan.Zero),
                PersonCategories = "leerlingen",
                PersonCount = 1200,
                DataCategories = "namen",
                RecordCount = 24000,
                Consequences = "Onbevoegden konden gegevens inzien.",
                Measures = "Het bestand is afgesloten.\nDe sleutel is vervangen.",
                Risk = RiskJudgement.High,
                Contact = "de helpdesk",
            },
            (await rig.FindAsync("breach", done.Address.Segments[^1]))[0].Content);
    }

    [Fact]
    public async Task Faults_are_in_Dutch_at_their_fields_and_typed_values_are_kept()
    {
        using ConsoleBrowser browser = await rig.SignInAsync(StaffRole.Helpdesk);
        Answer page = await browser.GetAsync(Screen);
        Assert.False(page.Document.QuerySelector("main details")!.HasAttribute("open"));

        Answer empty = await browser.SubmitAsync(page, Screen);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.Status);
        Assert.Equal(["Kennis genomen ontbreekt", "Aard van de inbreuk ontbreekt"], empty.Faults());
        Answer wrong = await browser.SubmitAsync(empty, Screen, new Dictionary<string, string>
        {
            ["knownAt"] = "gisteren",
            ["nature"] = "Een <b>bestand</b> stond open.",
            ["processor"] = "Wolk NV",
            ["personCount"] = "veel",
            ["foundAt"] = "2026-09-02T08:00",
        });

        Assert.Equal(
            [
                "Kennis genomen is geen tijdstip: schrijf dag/maand/jaar uur:minuten, zoals 4/9/2026 8:30",
                "Aantal betrokkenen, bij benadering is geen geheel getal, zoals 120", "Vastgesteld ligt in de toekomst",
                "Verwerker moet leeg zijn, tenzij het datalek bij een verwerker gebeurde",
            ],
            wrong.Faults());
        Assert.Equal(
            ("gisteren", "Een <b>bestand</b> stond open.", "veel"), (wrong.Field("knownAt"), wrong.Field("nature"), wrong.Field("personCount")));
        Assert.True(wrong.Document.QuerySelector("main details")!.HasAttribute("open"));
        Assert.Equal("true", wrong.Document.QuerySelector("[name=processor]")!.GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task Form_sent_twice_is_one_breach_and_another_text_with_its_key_is_refused()
    {
        using ConsoleBrowser browser = await rig.SignInAsync(StaffRole.AccessControl);
        Answer page = await browser.GetAsync(Screen);

        Answer first = await browser.SubmitAsync(page, Screen, Minimum), second = await browser.SubmitAsync(page, Screen, Minimum);

        Assert.Equal(first.Address, second.Address);
        Answer other = await browser.SubmitAsync(page, Screen, new Dictionary<string, string>(Minimum) { ["nature"] = "Iets anders." });
        Assert.Equal(["Dit formulier is al verstuurd, met andere antwoorden. Open het scherm opnieuw om nog iets te melden."], other.Faults());
        Assert.Single(await rig.Register.ListAsync(NoticeKind.Breach, Cancel).Where(notice => notice.Reference.Number == first.Address.Segments[^1])
            .ToListAsync(Cancel));
    }

    [Fact]
    public async Task Markup_that_was_reported_is_shown_as_text()
    {
        const string Markup = "</textarea><script>alert(1)</script>";
        using ConsoleBrowser browser = await rig.SignInAsync(StaffRole.Dpo);

        Answer done = await browser.SubmitAsync(
            await browser.GetAsync(Screen), Screen, new Dictionary<string, string>(Minimum) { ["nature"] = Markup });

        string breach = $"datalek/{done.Address.Segments[^1]}";
        foreach (string path in new[] { breach, $"{breach}/gebeurd", $"{breach}/afdruk", "datalek" })
        {
            Answer page = await browser.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Empty(page.Document.QuerySelectorAll("script"));
            Assert.Contains("alert(1)", page.Text(), StringComparison.Ordinal);
        }
    }
}
