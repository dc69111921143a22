using System.Text.Json;
using LeerId.Functions.Notices;
using LeerId.Functions.Tests.Notices;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Staff.Notices;

/// <summary>A breach through HTTP, from a report with two fields to its closing.</summary>
public sealed class BreachFunctionsTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Breach = "staff/notices/breach";
    private const string FirstReport = """{ "knownAt": "2026-09-01T08:00:00+02:00", "nature": "Een bestand stond open." }""";

    private const string TheRest = """
        {
          "source": "own", "foundAt": "2026-09-01T05:30:00Z", "personCategories": "leerlingen", "personCount": 1200,
          "dataCategories": "namen", "recordCount": 1200, "consequences": "Onbevoegden konden gegevens inzien.",
          "measures": "Het bestand is afgesloten.", "risk": "risk"
        }
        """;

    private StaffNoticesRig? _notices;

    private StaffRig Rig => _notices!.Staff;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _notices = await StaffNoticesRig.StartAsync(azurite);

    public ValueTask DisposeAsync() => _notices?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Report_of_two_fields_at_night_is_mailed_to_both_with_what_is_missing_and_the_number_of_the_other_officer()
    {
        string number = await ReportAsync();
        await Eventually.TrueAsync("it is sent", async () => (await GetAsync(number)).GetProperty("state").ValueEquals("sent"), Cancel);

        ReceivedMail[] mails = [.. (await _notices!.Mail.MailsAsync()).OrderBy(mail => mail.To.Single(), StringComparer.Ordinal)];

        Assert.Equal([NoticeRig.Dov, NoticeRig.Provider], mails.Select(mail => mail.To.Single()));
        Assert.All(mails, mail =>
        {
            Assert.Contains("Een bestand stond open.", mail.Text, StringComparison.Ordinal);
            Assert.Matches("Wat nog ontbreekt:\\s+Waar het gebeurde\\s+Vastgesteld\\s", mail.Text);
        });
        Assert.Contains("Functionaris van de dienstenleverancier, +32 2 555 01 01, dpo@provider.example", mails[0].Text, StringComparison.Ordinal);
        Assert.Contains("Functionaris van DOV, 02 555 01 02, dpo@dov.example", mails[1].Text, StringComparison.Ordinal);
        Assert.Equal("Functionaris van DOV", mails[0].Message.To.Single().Name);
    }

    [Fact]
    public async Task Breach_is_completed_field_by_field_and_closed()
    {
        string number = await ReportAsync();
        StaffAnswer read = await Rig.SendAsync(StaffRole.Dpo, "GET", $"{Breach}/{number}", purpose: null);
        Assert.Equal("\"0\"", read.Headers["ETag"]);
        Assert.Equal(12, read.Json.GetProperty("missing").GetArrayLength());

        StaffAnswer first = await ChangeAsync(number, TheRest, read.Headers["ETag"]);
        Assert.Equal(($$"""{"kind":"breach","number":"{{number}}","part":"aanvulling-1"}""", "\"1\""), (first.Text, first.Headers["ETag"]));
        Assert.Equal(["persons", "authorityNotifiedAt", "consultations"], Missing(await GetAsync(number)));
        StaffAnswer refused = await CloseAsync(number, """{ "reasons": { "consultations": "DOV had geen vragen." } }""", "\"1\"");
        Assert.Equal("422 notice-invalid", refused.ToString());
        Assert.Equal(
            ["persons", "authorityNotifiedAt"], refused.Json.GetProperty("faults").EnumerateArray().Select(fault => fault.GetProperty("field").GetString()));
        StaffAnswer second = await ChangeAsync(
            number,
            """
            {
              "persons": "notRequired", "personsReason": "Alles was versleuteld.", "authorityNotifiedAt": "2026-09-01T08:10:00+02:00", "personCount": null
            }
            """,
            "\"1\"");
        Assert.Equal("200 ", second.ToString());
        Assert.Equal(["personCount", "consultations"], Missing(await GetAsync(number)));
        StaffAnswer third = await ChangeAsync(
            number,
            """
            { "personCount": 1300, "consultations": [{ "at": "2026-09-01T06:20:00Z", "participants": "beide functionarissen", "decision": "Geen brief." }] }
            """,
            "\"2\"");
        Assert.Equal("\"3\"", third.Headers["ETag"]);

        StaffAnswer closed = await CloseAsync(number, "{}", "\"3\"");

        Assert.Equal(($$"""{"kind":"breach","number":"{{number}}","part":"afsluiting-4"}""", "\"4\""), (closed.Text, closed.Headers["ETag"]));
        JsonElement breach = await GetAsync(number);
        string dpo = StaffRig.ObjectIdOf(StaffRole.Dpo);
        Assert.Equal(("2026-09-01T06:30:00Z", dpo, 4), (Text(breach, "closedAt"), Text(breach, "closedBy"), breach.GetProperty("version").GetInt32()));
        JsonElement[] history = [.. breach.GetProperty("supplements").EnumerateArray()];
        Assert.Equal(["aanvulling-1", "aanvulling-2", "aanvulling-3", "afsluiting-4"], history.Select(part => Text(part, "part")).Order());
        JsonElement change = history.Single(part => Text(part, "part") == "aanvulling-2");
        Assert.Equal((dpo, "2026-09-01T06:30:00Z"), (Text(change, "reportedBy"), Text(change, "registeredAt")));
        Assert.Equal("""["personCount","persons","personsReason","authorityNotifiedAt"]""", change.GetProperty("content").GetProperty("changed").GetRawText());
        Assert.Equal("""{"personCount":1200}""", change.GetProperty("content").GetProperty("former").GetRawText());
    }

    [Fact]
    public async Task Change_and_closing_need_the_version_that_was_read()
    {
        string number = await ReportAsync();
        Assert.Equal("428 if-match-missing", (await ChangeAsync(number, TheRest, etag: null)).ToString());
        Assert.Equal("428 if-match-missing", (await CloseAsync(number, "{}", etag: null)).ToString());
        foreach (string etag in new[] { "\"1\"", "0", "*", "W/\"0\"", "\"-1\"", "\"\"", "\"99999999999\"" })
            Assert.Equal("412 breach-changed", (await ChangeAsync(number, TheRest, etag)).ToString());
        Assert.Equal(200, (await ChangeAsync(number, TheRest, "\"0\"")).Status);

        Assert.Equal("412 breach-changed", (await ChangeAsync(number, """{ "personCount": 1 }""", "\"0\"")).ToString());

        Assert.Equal("412 breach-changed", (await CloseAsync(number, "{}", "\"0\"")).ToString());
        Assert.Equal(1200, (await GetAsync(number)).GetProperty("content").GetProperty("personCount").GetInt32());
        foreach (string other in new[] { "none", "a~b" })
        {
            Assert.Equal("404 not-found", (await ChangeAsync(other, TheRest, "\"0\"")).ToString());
            Assert.Equal("404 not-found", (await CloseAsync(other, "{}", "\"0\"")).ToString());
        }
    }

    [Fact]
    public async Task Change_of_another_form_is_refused()
    {
        string number = await ReportAsync();
        foreach (string body in new[]
        {
            """{ "type": "breach" }""", """{ "closedAt": "2026-09-01T08:00:00Z" }""", """{ "persons": "told" }""", """{ "source": "elsewhere" }""",
            """{ "consultations": [{ "who": "x" }] }""", """{ "knownAt": "2026-09-01" }""", """{ "personCount": 1, "personCount": 2 }""", "[]", "null",
        })
        {
            StaffAnswer answer = await ChangeAsync(number, body, "\"0\"");
            Assert.True(answer is { Status: 400, Problem: "body-invalid" }, $"{body}: {answer}");
        }

        Assert.Equal("422 notice-invalid", (await ChangeAsync(number, """{ "consultations": [null] }""", "\"0\"")).ToString());
        Assert.Equal(0, (await GetAsync(number)).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Breach_that_DOV_tells_of_is_registered_as_such()
    {
        StaffAnswer answer = await Rig.SendAsync(
            StaffRole.Operator, "POST", Breach,
            StaffRig.Json("""{ "knownAt": "2026-09-01T06:00:00Z", "nature": "DOV meldt een lek.", "source": "dov" }"""), purpose: null);
        JsonElement breach = await GetAsync(Text(answer.Json, "number"));
        Assert.Equal("dov", Text(breach.GetProperty("content"), "source"));
        Assert.DoesNotContain("source", Missing(breach));
    }

    [Fact]
    public async Task Register_has_who_reported_changed_and_closed_what_it_was_and_what_is_missing()
    {
        string number = await ReportAsync();
        Assert.Equal(200, (await ChangeAsync(number, TheRest, "\"0\"")).Status);
        Rig.Clock.Advance(TimeSpan.FromHours(25));
        Assert.True((await Rig.Host.Host.FireTimerAsync(nameof(RemindOfDeadlines), Cancel))!.Succeeded);
        Assert.Equal(200, (await ChangeAsync(number, """{ "personCount": 1300 }""", "\"1\"")).Status);
        Assert.Equal(200, (await CloseAsync(
            number, """{ "reasons": { "persons": "Wie, is niet te achterhalen.", "authorityNotifiedAt": "Vergissing.", "consultations": "Vergissing." } }""",
            "\"2\"")).Status);

        string[] lines = (await Rig.SendAsync(StaffRole.Dpo, "GET", "staff/notices/register", purpose: null)).Text.TrimStart('\uFEFF').Split("\r\n");

        string[] columns = lines[0].Split(';');
        Dictionary<string, string[]> rows = lines[1..^1].Select(line => line.Split(';')).ToDictionary(row => row[Array.IndexOf(columns, "part")]);
        Assert.All(rows.Values, row => Assert.Equal(columns.Length, row.Length));
        (string reporter, string dpo) = (StaffRig.ObjectIdOf(StaffRole.Operator), StaffRig.ObjectIdOf(StaffRole.Dpo));
        const string Lacking = "persons, authorityNotifiedAt, consultations";
        Assert.Equal(
            ("own", "1300", Lacking, "2026-09-02T07:30:00Z", dpo, reporter),
            (Of("", "source"), Of("", "personCount"), Of("", "missing"), Of("", "closedAt"), Of("", "closedBy"), Of("", "reportedBy")));
        Assert.Equal(("1300", "personCount", "personCount: 1.200", Lacking, dpo), (
            Of("aanvulling-2", "personCount"), Of("aanvulling-2", "changed"), Of("aanvulling-2", "former"), Of("aanvulling-2", "missing"),
            Of("aanvulling-2", "reportedBy")));
        Assert.Equal((Lacking, ""), (Of("herinnering-24", "missing"), Of("herinnering-24", "reportedBy")));
        Assert.StartsWith("\"persons: Wie, is niet te achterhalen.", Of("afsluiting-3", "closingReasons"), StringComparison.Ordinal);

        string Of(string part, string column) => rows[part][Array.IndexOf(columns, column)];
    }

    private async Task<string> ReportAsync()
    {
        StaffAnswer answer = await Rig.SendAsync(StaffRole.Operator, "POST", Breach, StaffRig.Json(FirstReport), purpose: null);
        Assert.True(answer.Status == 201, answer.ToString());
        return Text(answer.Json, "number");
    }

    private async Task<JsonElement> GetAsync(string number) =>
        (await Rig.SendAsync(StaffRole.Operator, "GET", $"{Breach}/{number}", purpose: null)).Json;

    private Task<StaffAnswer> ChangeAsync(string number, string body, string? etag) =>
        Rig.SendAsync(StaffRole.Dpo, "PATCH", $"{Breach}/{number}", StaffRig.Json(body), purpose: null, ifMatch: etag);

    private Task<StaffAnswer> CloseAsync(string number, string body, string? etag) =>
        Rig.SendAsync(StaffRole.Dpo, "POST", $"{Breach}/{number}/close", StaffRig.Json(body), purpose: null, ifMatch: etag);

    private static string?[] Missing(JsonElement breach) => [.. breach.GetProperty("missing").EnumerateArray().Select(field => field.GetString())];

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString()!;
}
