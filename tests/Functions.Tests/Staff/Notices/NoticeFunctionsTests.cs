using System.Text.Json;
using System.Text.Json.Nodes;
using LeerId.Functions.Notices;
using LeerId.Functions.Tests.Notices;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Staff.Notices;

/// <summary>Notices through HTTP: reported, mailed, read, supplemented.</summary>
public sealed class NoticeFunctionsTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private StaffNoticesRig? _notices;

    private StaffRig Rig => _notices!.Staff;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _notices = await StaffNoticesRig.StartAsync(azurite);

    public ValueTask DisposeAsync() => _notices?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory]
    [InlineData("breach", StaffRole.Operator, "Datalek {0}: termijn tot 4 september 2026 om 08.00 uur")]
    [InlineData("quality", StaffRole.AccessControl, "Gegevenskwaliteit {0}: onmiddellijk te behandelen")]
    [InlineData("change", StaffRole.Dpo, "Wijziging van verwerkers {0}: vanaf 1 december 2026")]
    public async Task Report_is_registered_mailed_to_both_and_found_with_its_times(string kind, StaffRole role, string subject)
    {
        JsonObject report = NoticeReports.Of(kind);
        string number = await ReportAsync(role, kind, report);
        await UntilSentAsync(kind, number);

        IReadOnlyList<ReceivedMail> mails = await _notices!.Mail.MailsAsync();
        Assert.Equal([NoticeRig.Dov, NoticeRig.Provider], mails.Select(mail => mail.To.Single()).Order());
        Assert.All(mails, mail => Assert.Equal(string.Format(System.Globalization.CultureInfo.InvariantCulture, subject, number), mail.Message.Subject));
        JsonElement notice = await GetAsync(kind, number);
        Assert.Equal((kind, number, "sent"), (Text(notice, "kind"), Text(notice, "number"), Text(notice, "state")));
        Assert.Equal("2026-09-01T06:30:00Z", Text(notice, "registeredAt"));
        Assert.Equal("""{"provider":"2026-09-01T06:30:00Z","dov":"2026-09-01T06:30:00Z"}""", notice.GetProperty("sentAt").GetRawText());
        report.Insert(0, "type", kind);
        Assert.True(JsonNode.DeepEquals(report, JsonNode.Parse(notice.GetProperty("content").GetRawText())));
        Assert.Equal(
            kind == "breach" ? "2026-09-04T06:00:00Z" : null, notice.TryGetProperty("deadline", out JsonElement deadline) ? deadline.GetString() : null);
        foreach (string text in new[] { "Een bestand stond open", "vroegere nummer", "Een nieuwe verwerker" })
            Assert.DoesNotContain(text, Rig.Host.Logs.AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_that_is_not_right_is_refused_with_every_fault_by_field_and_leaves_nothing()
    {
        StaffAnswer empty = await Rig.SendAsync(StaffRole.Operator, "POST", "staff/notices/breach", StaffRig.Json("{}"), purpose: null);
        Assert.Equal(422, empty.Status);
        Assert.Equal("notice-invalid", empty.Problem);
        Assert.Equal(
            [
                "foundAt is missing", "knownAt is missing", "nature is missing", "personCategories is missing", "personCount is missing",
                "dataCategories is missing", "recordCount is missing", "contact is missing", "consequences is missing", "measures is missing",
                "risk is missing", "persons is missing",
            ],
            Faults(empty));
        Assert.Equal(["foundAt is missing", "data is missing", "problem is missing"], Faults(await PostAsync(StaffRole.Dpo, "staff/notices/quality", [])));
        Assert.Equal(["subject is missing", "description is missing", "impact is missing"], Faults(await PostAsync(StaffRole.Dpo, "staff/notices/change", [])));

        JsonObject breach = NoticeReports.Of("breach");
        breach["knownAt"] = "2026-09-01T09:00:00Z";
        breach["personCount"] = -1;
        Assert.Equal(["knownAt is in the future", "personCount is negative"], Faults(await PostAsync(StaffRole.Dpo, "staff/notices/breach", breach)));
        Assert.Empty((await Rig.SendAsync(StaffRole.Dpo, "GET", "staff/notices", purpose: null)).Json.EnumerateArray());
    }

    [Fact]
    public async Task Body_of_another_form_is_refused()
    {
        foreach (string body in new[]
        {
            """{ "type": "breach" }""", """{ "risk": 1 }""", """{ "risk": "enormous" }""", """{ "personCount": "many" }""", """{ "Nature": "x" }""",
            // Without an offset it would be a moment of the machine's zone.
            """{ "knownAt": "2026-09-01T08:00:00" }""", """{ "knownAt": "2026-09-01" }""", """{ "knownAt": "today" }""", "[]",
        })
        {
            StaffAnswer answer = await Rig.SendAsync(StaffRole.Dpo, "POST", "staff/notices/breach", StaffRig.Json(body), purpose: null);
            Assert.True(answer is { Status: 400, Problem: "body-invalid" }, $"{body}: {answer}");
        }
    }

    [Fact]
    public async Task List_has_the_notices_of_a_kind_or_all_and_not_what_followed()
    {
        string breach = await ReportAsync(StaffRole.Operator, "breach", NoticeReports.Of("breach"));
        string quality = await ReportAsync(StaffRole.Operator, "quality", NoticeReports.Of("quality"));
        string change = await ReportAsync(StaffRole.Operator, "change", NoticeReports.Of("change"));
        Assert.Equal(201, (await PostAsync(StaffRole.Dpo, $"staff/notices/breach/{breach}/supplements", new JsonObject { ["text"] = "Meer." })).Status);

        Assert.Equal([breach], await ListAsync("?kind=breach"));
        Assert.Equal([breach, quality, change], await ListAsync(""));
        Assert.Empty(await ListAsync("?kind=disclosure"));
        foreach (string query in new[] { "?kind=", "?kind=Breach", "?kind=finding" })
        {
            StaffAnswer answer = await Rig.SendAsync(StaffRole.Dpo, "GET", "staff/notices" + query, purpose: null);
            Assert.True(answer is { Status: 400, Problem: "kind-unknown" }, $"{query}: {answer}");
        }
    }

    [Fact]
    public async Task Notice_comes_with_its_supplements_and_reminders_and_who_has_them()
    {
        string number = await ReportAsync(StaffRole.Operator, "breach", NoticeReports.Of("breach"));
        StaffAnswer answer = await PostAsync(StaffRole.Dpo, $"staff/notices/breach/{number}/supplements", new JsonObject { ["text"] = "Het waren er 1300." });
        Assert.Equal($$"""{"kind":"breach","number":"{{number}}","part":"aanvulling-1"}""", answer.Text);
        await UntilSentAsync("breach", number);
        Rig.Clock.SetUtcNow(new DateTimeOffset(2026, 9, 2, 6, 0, 0, TimeSpan.Zero));
        Assert.True((await Rig.Host.Host.FireTimerAsync(nameof(RemindOfDeadlines), Cancel))!.Succeeded);

        JsonElement notice = await GetAsync("breach", number);

        JsonElement supplement = notice.GetProperty("supplements").EnumerateArray().Single();
        Assert.Equal(("aanvulling-1", "Het waren er 1300."), (Text(supplement, "part"), Text(supplement.GetProperty("content"), "text")));
        JsonElement reminder = notice.GetProperty("reminders").EnumerateArray().Single();
        Assert.Equal(("herinnering-24", 24), (Text(reminder, "part"), reminder.GetProperty("content").GetProperty("hours").GetInt32()));
        Assert.Equal(["provider"], reminder.GetProperty("sentAt").EnumerateObject().Select(recipient => recipient.Name));
        Assert.Equal(
            ["text is missing"], Faults(await PostAsync(StaffRole.Dpo, $"staff/notices/breach/{number}/supplements", new JsonObject { ["text"] = " " })));
        foreach (string other in new[] { $"quality/{number}", "breach/none", "finding/1", "breach/a~b", $"breach/{number}%2Faanvulling-9" })
        {
            if (!other.Contains("%2F", StringComparison.Ordinal))
                Assert.Equal(404, (await PostAsync(StaffRole.Dpo, $"staff/notices/{other}/supplements", new JsonObject { ["text"] = "x" })).Status);
            Assert.Equal(404, (await Rig.SendAsync(StaffRole.Dpo, "GET", $"staff/notices/{other}", purpose: null)).Status);
        }
    }

    [Fact]
    public async Task Notification_to_the_authority_is_recorded_with_a_reason_when_it_was_late()
    {
        string number = await ReportAsync(StaffRole.Operator, "breach", NoticeReports.Of("breach"));
        Rig.Clock.Advance(TimeSpan.FromHours(80));

        Assert.Equal(["delayReason is missing"], Faults(await RecordAsync(number, """{ "authorityNotifiedAt": "2026-09-04T08:00:01+02:00" }""")));
        Assert.Equal(
            ["authorityNotifiedAt is before the breach became known"],
            Faults(await RecordAsync(number, """{ "authorityNotifiedAt": "2026-09-01T05:59:59Z" }""")));
        Assert.Equal(200, (await RecordAsync(number, """{ "authorityNotifiedAt": "2026-09-04T08:00:01+02:00", "delayReason": "Onderzoek." }""")).Status);

        Assert.Equal(
            """{"authorityNotifiedAt":"2026-09-04T06:00:01Z","delayReason":"Onderzoek."}""",
            (await GetAsync("breach", number)).GetProperty("authority").GetRawText());
        Assert.Equal(200, (await RecordAsync(number, """{ "authorityNotifiedAt": "2026-09-04T06:00:01Z", "delayReason": "Onderzoek." }""")).Status);
        foreach (string other in new[]
        {
            """{ "authorityNotifiedAt": "2026-09-04T08:00:00+02:00" }""", """{ "authorityNotifiedAt": "2026-09-04T06:00:01Z", "delayReason": "Vergeten." }""",
        })
        {
            StaffAnswer conflict = await RecordAsync(number, other);
            Assert.True(conflict is { Status: 409, Problem: "already-recorded" }, conflict.ToString());
        }

        Assert.Equal(404, (await RecordAsync("none", """{ "authorityNotifiedAt": "2026-09-02T08:00:00Z" }""")).Status);
    }

    [Fact]
    public async Task That_no_notification_is_required_is_recorded_with_its_reason_and_ends_the_reminders()
    {
        string number = await ReportAsync(StaffRole.Operator, "breach", NoticeReports.Of("breach"));
        Assert.Equal(["authorityNotifiedAt is missing"], Faults(await RecordAsync(number, "{}")));
        Assert.Equal(
            ["authorityNotRequiredReason is missing"], Faults(await RecordAsync(number, """{ "authorityNotRequiredReason": " ", "risk": "unlikely" }""")));
        Assert.Equal(
            ["authorityNotRequiredReason must be empty when the authority was notified"],
            Faults(await RecordAsync(number, """{ "authorityNotifiedAt": "2026-09-01T08:00:00+02:00", "authorityNotRequiredReason": "x" }""")));

        foreach (string risk in new[] { "", """, "risk": "risk" """, """, "risk": "high" """ })
        {
            Assert.Equal(
                ["risk is not judged unlikely: notify the authority, or give the new judgement"],
                Faults(await RecordAsync(number, $$"""{ "authorityNotRequiredReason": "Alles was versleuteld."{{risk}} }""")));
        }

        Assert.Equal(
            ["risk must be empty when the authority was notified"],
            Faults(await RecordAsync(number, """{ "authorityNotifiedAt": "2026-09-01T08:00:00+02:00", "risk": "unlikely" }""")));
        Assert.Equal(200, (await RecordAsync(number, """{ "authorityNotRequiredReason": "Alles was versleuteld.", "risk": "unlikely" }""")).Status);
        Rig.Clock.Advance(TimeSpan.FromHours(80));
        Assert.True((await Rig.Host.Host.FireTimerAsync(nameof(RemindOfDeadlines), Cancel))!.Succeeded);

        JsonElement notice = await GetAsync("breach", number);
        Assert.Empty(notice.GetProperty("reminders").EnumerateArray());
        Assert.Equal("""{"authorityNotRequiredReason":"Alles was versleuteld.","risk":"unlikely"}""", notice.GetProperty("authority").GetRawText());
        Assert.Equal("2026-09-01T06:30:00Z", Text(notice, "authorityNotRequiredAt"));
    }

    [Fact]
    public async Task Who_reported_told_later_and_recorded_is_in_the_view_and_in_the_register_and_nobody_where_the_software_did()
    {
        JsonObject unlikely = NoticeReports.Of("breach");
        unlikely["risk"] = "unlikely";
        string number = await ReportAsync(StaffRole.Operator, "breach", unlikely);
        await PostAsync(StaffRole.Dpo, $"staff/notices/breach/{number}/supplements", new JsonObject { ["text"] = "Meer." });
        Assert.False((await GetAsync("breach", number)).TryGetProperty("authorityRecordedBy", out _));
        Rig.Clock.Advance(TimeSpan.FromHours(25));
        Assert.True((await Rig.Host.Host.FireTimerAsync(nameof(RemindOfDeadlines), Cancel))!.Succeeded);
        Assert.Equal(200, (await RecordAsync(number, """{ "authorityNotRequiredReason": "Alles was versleuteld." }""")).Status);

        JsonElement notice = await GetAsync("breach", number);

        (string reporter, string dpo) = (StaffRig.ObjectIdOf(StaffRole.Operator), StaffRig.ObjectIdOf(StaffRole.Dpo));
        Assert.Equal((reporter, dpo), (Text(notice, "reportedBy"), Text(notice, "authorityRecordedBy")));
        Assert.Equal(dpo, Text(notice.GetProperty("supplements").EnumerateArray().Single(), "reportedBy"));
        Assert.False(notice.GetProperty("reminders").EnumerateArray().Single().TryGetProperty("reportedBy", out _));
        string[] lines = (await Rig.SendAsync(StaffRole.Dpo, "GET", "staff/notices/register", purpose: null)).Text.Split("\r\n");
        Assert.EndsWith(";reportedBy;authorityRisk;authorityRecordedBy", lines[0], StringComparison.Ordinal);
        Assert.EndsWith($";{reporter};;{dpo}", lines[1], StringComparison.Ordinal);
    }

    private async Task<string> ReportAsync(StaffRole role, string kind, JsonObject report)
    {
        StaffAnswer answer = await PostAsync(role, $"staff/notices/{kind}", report);
        Assert.True(answer.Status == 201, answer.ToString());
        return Text(answer.Json, "number")!;
    }

    private Task UntilSentAsync(string kind, string number) => Eventually.TrueAsync(
        "it is sent", async () => Text(await GetAsync(kind, number), "state") == "sent", Cancel);

    private async Task<JsonElement> GetAsync(string kind, string number)
    {
        StaffAnswer answer = await Rig.SendAsync(StaffRole.Operator, "GET", $"staff/notices/{kind}/{number}", purpose: null);
        Assert.True(answer.Status == 200, answer.ToString());
        return answer.Json;
    }

    private async Task<string?[]> ListAsync(string query) =>
        [.. (await Rig.SendAsync(StaffRole.Operator, "GET", "staff/notices" + query, purpose: null)).Json.EnumerateArray()
            .Select(notice => Text(notice, "number"))];

    private Task<StaffAnswer> PostAsync(StaffRole role, string path, JsonObject body) =>
        Rig.SendAsync(role, "POST", path, StaffRig.Json(body.ToJsonString()), purpose: null);

    private Task<StaffAnswer> RecordAsync(string number, string body) =>
        Rig.SendAsync(StaffRole.Dpo, "PUT", $"staff/notices/breach/{number}/authority", StaffRig.Json(body), purpose: null);

    private static string? Text(JsonElement element, string property) => element.GetProperty(property).GetString();

    private static IEnumerable<string> Faults(StaffAnswer answer)
    {
        Assert.True(answer is { Status: 422, Problem: "notice-invalid" }, answer.ToString());
        return answer.Json.GetProperty("faults").EnumerateArray().Select(fault => $"{Text(fault, "field")} {Text(fault, "fault")}");
    }
}
