using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using LeerId.Functions.Tests.Staff;
using LeerId.Functions.Tests.Staff.Students;
using LeerId.PrivacyLog;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>The screen Privacylog: a search with a reason, which is logged before any result is shown.</summary>
public sealed class LogSearchScreenTests(StudentsRig pupils) : IClassFixture<StudentsRig>
{
    private const string Screen = "privacylog";
    private const string Download = "privacylog/downloaden";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_the_officer_has_the_screen()
    {
        foreach (StaffRole role in StaffRig.Persons)
        {
            using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(pupils.Staff, role);
            Answer page = await browser.GetAsync(Screen);
            Assert.Equal(role == StaffRole.Dpo ? HttpStatusCode.OK : HttpStatusCode.Forbidden, page.Status);
            Assert.Equal(role == StaffRole.Dpo, page.Menu().Contains("Privacylog"));
            foreach (string path in new[] { Screen, Download })
                Assert.Equal(role != StaffRole.Dpo, (await browser.PostAsync(path, [])).Status == HttpStatusCode.Forbidden);
        }
    }

    [Fact]
    public async Task Search_by_pupil_shows_the_entries_in_Dutch_and_is_in_the_log_with_its_reason()
    {
        await pupils.SignInAsync(41);
        pupils.Staff.Clock.Advance(TimeSpan.FromSeconds(1));
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(pupils.Staff, StaffRole.Dpo);
        string uuid = ScriptedAcm.LeerId(41).ToString();

        Answer answer = await browser.SubmitAsync(await browser.GetAsync(Screen), Screen, With("controle 41", ("leerIdUuid", uuid)));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("leerling Aanmelding toegestaan", answer.Text(), StringComparison.Ordinal);
        Assert.Contains(
            "U zocht op leerling, van 2 augustus 2026 tot en met 1 september 2026. Dit zijn de laatste regels", answer.Text(), StringComparison.Ordinal);
        PrivacyLogEntry look = Assert.Single(await pupils.EntriesAsync("privacy-log-read"), entry => entry.Purpose == "controle 41");
        Assert.Equal(("by-pupil", "officer-check", StaffRig.ObjectIdOf(StaffRole.Dpo)), (look.Reason, look.PurposeKind, look.Actor));
        Assert.NotNull(look.Student);
        Assert.DoesNotContain(uuid, answer.Address.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(answer.Document.Links, link => link.GetAttribute("href")!.Contains(uuid, StringComparison.Ordinal));
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
    }

    [Fact]
    public async Task Without_a_reason_nothing_is_shown_or_recorded_and_the_form_keeps_what_was_typed()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(pupils.Staff, StaffRole.Dpo);
        int read = (await pupils.EntriesAsync("privacy-log-read")).Count;
        int downloaded = (await pupils.EntriesAsync("privacy-log-download")).Count;
        IHtmlFormElement form = (await browser.GetAsync(Screen)).Document.Forms[^1];
        foreach (string path in new[] { Screen, Download })
        {
            Answer answer = await browser.PostAsync(path, [.. ConsoleBrowser.Fields(form).Where(typed => typed.Key != "actor"), new("actor", "pupil")]);

            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
            Assert.Equal(2, answer.Faults().Length);
            Assert.Equal("pupil", answer.Document.QuerySelector("input[name=actor]")!.GetAttribute("value"));
            Assert.Empty(answer.Document.QuerySelectorAll("table"));
        }

        Assert.Equal(read, (await pupils.EntriesAsync("privacy-log-read")).Count);
        Assert.Equal(downloaded, (await pupils.EntriesAsync("privacy-log-download")).Count);
    }

    [Fact]
    public async Task Nothing_is_shown_or_downloaded_while_the_log_can_not_be_written()
    {
        await pupils.SignInAsync(42);
        pupils.Staff.Clock.Advance(TimeSpan.FromSeconds(1));
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(pupils.Staff, StaffRole.Dpo);
        Answer page = await browser.GetAsync(Screen);
        Answer found = await browser.SubmitAsync(page, Screen, With("controle 42", ("leerIdUuid", ScriptedAcm.LeerId(42).ToString())));
        using (pupils.WithoutLog())
        {
            Answer shown = await browser.SubmitAsync(page, Screen, With("controle 42", ("leerIdUuid", ScriptedAcm.LeerId(42).ToString())));
            Answer given = await browser.SubmitAsync(found, Download);

            Assert.All([shown, given], answer => Assert.Equal((HttpStatusCode.ServiceUnavailable, "Even niet beschikbaar"), (answer.Status, answer.Heading())));
            Assert.All([shown, given], answer => Assert.DoesNotContain("Aanmelding", answer.Body, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Long_result_continues_through_a_form_and_each_page_is_logged()
    {
        PrivacyLogStore log = pupils.Staff.Get<PrivacyLogStore>();
        string actor = Guid.NewGuid().ToString("D");
        DateTimeOffset at = pupils.Staff.Clock.GetUtcNow().AddDays(-2);
        await log.AppendAllAsync(
            [
                .. Enumerable.Range(0, 130).Select(number => PrivacyLogEntry.Of(
                    new StaffCaller(actor, StaffRole.Helpdesk, $"<i>zaak {number}</i>"), "student-lookup", at.AddSeconds(number), student: null)),
            ],
            Cancel);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(pupils.Staff, StaffRole.Dpo);

        Answer first = await browser.SubmitAsync(await browser.GetAsync(Screen), Screen, With("controle lang", ("actor", actor.ToUpperInvariant())));
        Answer second = await browser.PostAsync(
            Screen, ConsoleBrowser.Fields(first.Document.Forms.Single(form => form.QuerySelector("input[name=continuation]") is not null)));

        Assert.Equal((100, 30), (first.Document.QuerySelectorAll("tbody tr").Length, second.Document.QuerySelectorAll("tbody tr").Length));
        Assert.Contains("Er kan nog meer zijn.", first.Text(), StringComparison.Ordinal);
        Assert.Contains("alles is doorzocht", second.Text(), StringComparison.Ordinal);
        IEnumerable<IElement> rows = new[] { first, second }.SelectMany(page => page.Document.QuerySelectorAll("tbody tr"));
        Assert.Equal(130, rows.Select(row => row.TextContent).Distinct().Count());
        Assert.Empty(first.Document.QuerySelectorAll("td i"));
        string continuation = first.Document.QuerySelector("input[name=continuation]")!.GetAttribute("value")!;
        Assert.DoesNotContain(first.Document.Links, link => link.GetAttribute("href")!.Contains(continuation, StringComparison.Ordinal));
        Assert.Equal(2, (await pupils.EntriesAsync("privacy-log-read")).Count(entry => entry is { Purpose: "controle lang", Student: null }));
    }

    [Fact]
    public async Task Download_is_a_file_that_no_cache_keeps_without_a_formula_and_is_recorded()
    {
        string actor = Guid.NewGuid().ToString("D");
        await pupils.Staff.Get<PrivacyLogStore>().AppendAsync(
            PrivacyLogEntry.Of(
                new StaffCaller(actor, StaffRole.Helpdesk, "=HYPERLINK(\"https://example\")"), "student-lookup", pupils.Staff.Clock.GetUtcNow().AddDays(-1),
                student: null),
            Cancel);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(pupils.Staff, StaffRole.Dpo);
        Answer found = await browser.SubmitAsync(await browser.GetAsync(Screen), Screen, With("controle bestand", ("actor", actor)));

        Answer file = await browser.SubmitAsync(found, Download);

        Assert.Equal((HttpStatusCode.OK, "text/csv; charset=utf-8", "no-store"), (file.Status, file.Headers["Content-Type"], file.Headers["Cache-Control"]));
        Assert.StartsWith("attachment; filename=privacylog-2026-09-01.csv", file.Headers["Content-Disposition"], StringComparison.Ordinal);
        Assert.Contains("\"'=HYPERLINK(\"\"https://example\"\")\"", file.Body, StringComparison.Ordinal);
        Assert.Contains(";Leerling opgezocht;toegestaan;", file.Body, StringComparison.Ordinal);
        PrivacyLogEntry download = Assert.Single(await pupils.EntriesAsync("privacy-log-download"), entry => entry.Purpose == "controle bestand");
        Assert.Equal(("by-actor", "dpo"), (download.Reason, download.Role));
    }

    [Fact]
    public async Task Faults_are_shown_in_Dutch_at_their_fields()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(pupils.Staff, StaffRole.Dpo);

        Answer answer = await browser.SubmitAsync(
            await browser.GetAsync(Screen), Screen, With("controle", ("actor", "x"), ("code", "K763-QX9M"), ("from", "2026-09-02"), ("until", "2026-09-01")));
        Answer unreadable = await browser.SubmitAsync(await browser.GetAsync(Screen), Screen, With("controle", ("leerIdUuid", "1"), ("from", "gisteren")));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(["Tot en met moet na het begin van de periode komen", "Hulpcode is te veel: zoek op één ding tegelijk"], answer.Faults());
        Assert.Equal(["Van is geen dag die bestaat: schrijf dag/maand/jaar, zoals 31/8/2027"], unreadable.Faults());
    }

    private static Dictionary<string, string> With(string why, params (string Field, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Field, field.Value))) { ["reden"] = "officer-check", ["zaak"] = why };
}
