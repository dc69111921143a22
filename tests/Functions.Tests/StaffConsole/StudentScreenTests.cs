using System.Net;
using System.Text.Json;
using LeerId.Functions.Tests.Staff;
using LeerId.Functions.Tests.Staff.Students;
using LeerId.PrivacyLog;
using LeerId.Requests;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>The screen Leerling: the data of a pupil that each role sees. Each lookup is logged before anything is shown.</summary>
public sealed class StudentScreenTests(StudentsRig rig) : IClassFixture<StudentsRig>
{
    [Fact]
    public async Task Privacy_sees_kept_data_their_term_and_the_last_sign_in_after_logging()
    {
        await rig.SignInAsync(700);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Privacy);

        Answer page = await browser.LookUpAsync(700, "dossier 700");

        Assert.Equal((HttpStatusCode.OK, "no-store"), (page.Status, page.Headers["Cache-Control"]));
        Assert.StartsWith("1 september 2026 om 08.3", page.Detail("Laatste aanmelding"), StringComparison.Ordinal);
        Assert.Equal("2 september 2029, als de leerling zich niet meer aanmeldt; de gebruikersnaam tot 1 januari 2028", page.Detail("Bewaard tot"));
        Assert.StartsWith("Voornaam, Naam, Gebruikersnaam, Instellingsnummer, Leer_id_uuid", page.Detail("Bewaarde gegevens"), StringComparison.Ordinal);
        PrivacyLogEntry look = Assert.Single(await rig.EntriesAsync("student-lookup"), entry => entry.Purpose == "dossier 700");
        Assert.Equal((StaffRig.ObjectIdOf(StaffRole.Privacy), "data-subject-request", "granted"), (look.Actor, look.PurposeKind, look.Outcome));
    }

    [Fact]
    public async Task Identifier_is_in_hidden_fields_only_and_in_no_address_cookie_or_log()
    {
        await rig.SignInAsync(710);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Privacy);
        string uuid = $"{ScriptedAcm.LeerId(710)}";

        Answer page = await browser.LookUpAsync(710);

        Assert.DoesNotContain(uuid, page.Address.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.All(page.Document.QuerySelectorAll($"[value='{uuid}']"), field => Assert.Equal("hidden", field.GetAttribute("type")));
        foreach (AngleSharp.Dom.IElement field in page.Document.QuerySelectorAll("input[type=hidden]").ToArray())
            field.Remove();
        Assert.DoesNotContain(uuid[..18], page.Document.DocumentElement.OuterHtml, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(uuid, string.Join(' ', browser.Browser.Cookies.Values), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(uuid, rig.Host.Logs.AllText, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Access_control_sees_less_and_has_no_documents_and_no_erasure()
    {
        await rig.SignInAsync(720);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.AccessControl);

        Answer page = await browser.LookUpAsync(720);

        Assert.StartsWith("1 september 2026 om 08.3", page.Detail("Laatste aanmelding"), StringComparison.Ordinal);
        foreach (string more in new[] { "Bewaarde gegevens", "gebruikersnaam", "Documenten voor de leerling", "Wis de gegevens" })
            Assert.False(page.Text().Contains(more, StringComparison.Ordinal), more);
        Assert.Equal(["/beheer/afmelden", "/beheer/leerling/melding"], page.Document.Forms.Select(form => form.GetAttribute("action")));
    }

    [Fact]
    public async Task Without_a_reason_nothing_is_shown_and_nothing_is_logged()
    {
        await rig.SignInAsync(730);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Privacy);
        int before = (await rig.EntriesAsync("student-lookup")).Count;

        Answer answer = await browser.SubmitAsync(
            await browser.GetAsync("leerling"), "leerling",
            new Dictionary<string, string> { ["leerIdUuid"] = $"{ScriptedAcm.LeerId(730)}", ["zaak"] = $"over {ScriptedAcm.LeerId(730)}" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(
            ["Reden ontbreekt: kies waarom u deze gegevens nodig hebt",
                "Zaaknummer of korte uitleg moet 1 tot 500 tekens hebben, op één regel en zonder uuid"],
            answer.Faults());
        Assert.DoesNotContain("Laatste aanmelding", answer.Text(), StringComparison.Ordinal);
        Assert.Equal(before, (await rig.EntriesAsync("student-lookup")).Count);
    }

    [Theory]
    [InlineData("", "", "Leer_id_uuid is niet ingevuld, en de Account_uuid ook niet: vul een van beide in")]
    [InlineData("5c21", "", "Leer_id_uuid is geen uuid: dat zijn 32 cijfers en letters van a tot f, in vijf groepen met een streepje ertussen")]
    [InlineData("5c21b7ed-0000-4000-8000-000000000001", "x", "Account_uuid is ingevuld, en de Leer_id_uuid ook: vul een van beide in")]
    public async Task Fault_of_the_identifier_is_named_at_its_field(string leerId, string account, string fault)
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.AccessControl);

        Answer answer = await browser.SubmitAsync(
            await browser.GetAsync("leerling"), "leerling",
            new Dictionary<string, string> { ["leerIdUuid"] = leerId, ["accountUuid"] = account, ["reden"] = "sign-in-help", ["zaak"] = "HD-12" });

        Assert.Equal(fault, Assert.Single(answer.Faults()));
    }

    [Theory]
    [InlineData("leerling")]
    [InlineData("leerling/dossier")]
    [InlineData("leerling/dossier/bestand")]
    [InlineData("leerling/logboek")]
    [InlineData("leerling/wissen")]
    [InlineData("leerling/wissen/bevestigen")]
    public async Task When_the_log_can_not_be_written_nothing_is_shown_or_done(string action)
    {
        await rig.SignInAsync(740);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Privacy);
        Answer page = await browser.LookUpAsync(740), answer;

        using (rig.WithoutLog())
            answer = await browser.PostAsync($"{action}", FormFor(page));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Even niet beschikbaar"), (answer.Status, answer.Heading()));
        foreach (string data in new[] { "Proef", "Laatste aanmelding", "08.3" })
            Assert.False(answer.Body.Contains(data, StringComparison.OrdinalIgnoreCase), data);
        // The page keeps the typed text in hidden fields.
        Assert.DoesNotContain($"{ScriptedAcm.LeerId(740)}", answer.Text(), StringComparison.OrdinalIgnoreCase);
        Assert.NotNull(await rig.FindAsync(740));
    }

    [Fact]
    public async Task Each_document_is_logged_as_a_lookup_and_not_cached()
    {
        await rig.SignInAsync(750);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Privacy);
        Answer page = await browser.LookUpAsync(750, "dossier 750");
        // The log is read up to the current moment, and the clock of the test stands still.
        rig.Staff.Clock.Advance(TimeSpan.FromSeconds(1));

        Answer dossier = await browser.SubmitAsync(page, "leerling/dossier"), log = await browser.SubmitAsync(page, "leerling/logboek");
        Answer file = await browser.SubmitAsync(page, "leerling/dossier/bestand");

        Assert.Equal(("De gegevens die we over jou bewaren", "Wat in ons logboek over jou staat"), (dossier.Heading(), log.Heading()));
        Assert.Contains("meldde je aan", log.Text(), StringComparison.Ordinal);
        Assert.Equal(
            ("application/json", "attachment; filename=dossier.json; filename*=UTF-8''dossier.json"),
            (file.Headers["Content-Type"], file.Headers["Content-Disposition"]));
        Assert.Equal(
            $"{ScriptedAcm.LeerId(750)}",
            JsonElement.Parse(file.Body).GetProperty("kept")[0].GetProperty("data").GetProperty("Leer_id_uuid").GetString());
        Assert.All([dossier, log, file], document => Assert.Equal("no-store", document.Headers["Cache-Control"]));
        Assert.Equal(3, (await rig.EntriesAsync("student-lookup")).Count(entry => entry.Purpose == "dossier 750"));
        Assert.Single(await rig.EntriesAsync(PrivacyLogReader.Action), entry => entry.Purpose == "dossier 750");
    }

    [Fact]
    public async Task Pupil_without_data_has_documents_to_print()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Privacy);

        Answer page = await browser.LookUpAsync(760);
        Answer letter = await browser.SubmitAsync(page, "leerling/dossier");

        Assert.Contains("Er is niets bewaard", page.Text(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, "We bewaren geen gegevens over jou"), (letter.Status, letter.Heading()));
    }

    [Fact]
    public async Task Only_a_request_number_prefills_the_reason()
    {
        string number = await rig.Staff.RegisterAsync(RequestKind.Access, new DateOnly(2026, 9, 1));
        await rig.SignInAsync(770);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Privacy);

        Answer form = await browser.GetAsync($"leerling?verzoek={number}"), odd = await browser.GetAsync("leerling?verzoek=%22%3E%3Cscript%3E");
        Answer page = await browser.SubmitAsync(form, "leerling", new Dictionary<string, string> { ["leerIdUuid"] = $"{ScriptedAcm.LeerId(770)}" });

        Assert.Contains($"Voor verzoek {number}", page.Text(), StringComparison.Ordinal);
        Assert.Single(await rig.EntriesAsync("student-lookup"), entry => entry.Purpose == number && entry.PurposeKind == "data-subject-request");
        Assert.Equal("", odd.Document.QuerySelector("input[name=zaak]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Pupil_is_found_by_an_account()
    {
        await rig.SignInAsync(780, claims => claims["ov_account_uuid"] = StudentsRig.Uuid(780));
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.AccessControl);

        Answer page = await browser.SubmitAsync(
            await browser.GetAsync("leerling"), "leerling",
            new Dictionary<string, string> { ["accountUuid"] = StudentsRig.Uuid(780), ["reden"] = "sign-in-help", ["zaak"] = "HD-13" });

        Assert.Contains("Laatste aanmelding", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_that_is_not_finished_in_time_says_so_and_keeps_the_form()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.AccessControl);
        Answer form = await browser.GetAsync("leerling"), answer;
        TaskCompletionSource hangs = new();
        rig.Storage.InterceptQuery = query => query.Contains("Account_", StringComparison.Ordinal)
            ? context =>
            {
                hangs.TrySetResult();
                return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
            }
        : null;
        try
        {
            Task<Answer> lookup = browser.SubmitAsync(
                form, "leerling", new Dictionary<string, string> { ["accountUuid"] = StudentsRig.Uuid(785), ["reden"] = "sign-in-help", ["zaak"] = "HD-14" });
            await hangs.Task.WaitAsync(TestContext.Current.CancellationToken);
            rig.Staff.Clock.Advance(TimeSpan.FromSeconds(90));
            answer = await lookup;
        }
        finally
        {
            rig.Storage.InterceptQuery = _ => null;
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Contains("Het zoeken op deze account was niet op tijd klaar.", answer.Text(), StringComparison.Ordinal);
        Assert.Equal("HD-14", answer.Document.QuerySelector("input[name=zaak]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Wrong_data_are_reported_from_the_page_of_the_pupil_once()
    {
        await rig.SignInAsync(790);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.AccessControl);
        Answer form = await browser.SubmitAsync(await browser.LookUpAsync(790, "melding 790"), "leerling/melding");
        Dictionary<string, string> wrong = new() { ["data"] = "Naam", ["problem"] = "De familienaam is een vorige naam." };

        Answer first = await browser.SubmitAsync(form, "leerling/melding/versturen", wrong);
        Answer again = await browser.SubmitAsync(form, "leerling/melding/versturen", wrong);

        Assert.StartsWith("De melding is geregistreerd, met nummer ", first.Message(), StringComparison.Ordinal);
        Assert.Equal(first.Message(), again.Message());
        Assert.Contains(await rig.EntriesAsync("quality-notice"), entry => entry.Purpose == "melding 790" && entry.Role == "access-control");
    }

    private static List<KeyValuePair<string, string>> FormFor(Answer page) =>
        ConsoleBrowser.Fields(page.Document.Forms.Single(form => form.GetAttribute("action") == "/beheer/leerling/dossier"));
}
