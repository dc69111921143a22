using System.Text.Json;
using System.Text.Json.Nodes;
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
    public async Task Invalid_report_is_refused_with_every_fault_by_field_and_stores_nothing()
    {
        StaffAnswer empty = await Rig.SendAsync(StaffRole.Operator, "POST", "staff/notices/breach", StaffRig.Json("{}"), purpose: null);
        Assert.Equal(422, empty.Status);
        Assert.Equal("notice-invalid", empty.Problem);
        Assert.Equal(["knownAt is missing", "nature is missing"], Faults(empty));
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
            // Without an offset the time zone of the machine would apply.
            """{ "knownAt": "2026-09-01T08:00:00" }""", """{ "knownAt": "2026-09-01" }""", """{ "knownAt": "today" }""", "[]",
        })
        {
            StaffAnswer answer = await Rig.SendAsync(StaffRole.Dpo, "POST", "staff/notices/breach", StaffRig.Json(body), purpose: null);
            Assert.True(answer is { Status: 400, Problem: "body-invalid" }, $"{body}: {answer}");
        }
    }

    [Fact]
    public async Task List_has_the_notices_of_one_kind_or_all_without_their_parts()
    {
        string breach = await ReportAsync(StaffRole.Operator, "breach", NoticeReports.Of("breach"));
        string quality = await ReportAsync(StaffRole.Operator, "quality", NoticeReports.Of("quality"));
        string change = await ReportAsync(StaffRole.Operator, "change", NoticeReports.Of("change"));
        Assert.Equal(201, (await PostAsync(StaffRole.Dpo, $"staff/notices/quality/{quality}/supplements", new JsonObject { ["text"] = "Meer." })).Status);

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
    public async Task Notice_has_its_supplements_and_their_deliveries()
    {
        string number = await ReportAsync(StaffRole.Operator, "quality", NoticeReports.Of("quality"));
        StaffAnswer answer = await PostAsync(StaffRole.Dpo, $"staff/notices/quality/{number}/supplements", new JsonObject { ["text"] = "Het waren er 15." });
        Assert.Equal($$"""{"kind":"quality","number":"{{number}}","part":"aanvulling-1"}""", answer.Text);
        await UntilSentAsync("quality", number);

        JsonElement notice = await GetAsync("quality", number);

        JsonElement supplement = notice.GetProperty("supplements").EnumerateArray().Single();
        Assert.Equal(("aanvulling-1", "Het waren er 15."), (Text(supplement, "part"), Text(supplement.GetProperty("content"), "text")));
        Assert.Equal(["provider", "dov"], supplement.GetProperty("sentAt").EnumerateObject().Select(recipient => recipient.Name));
        Assert.Equal(
            ["text is missing"], Faults(await PostAsync(StaffRole.Dpo, $"staff/notices/quality/{number}/supplements", new JsonObject { ["text"] = " " })));
        foreach (string other in new[] { $"breach/{number}", "quality/none", "finding/1", "quality/a~b", $"quality/{number}%2Faanvulling-9" })
        {
            if (!other.Contains("%2F", StringComparison.Ordinal))
                Assert.Equal(404, (await PostAsync(StaffRole.Dpo, $"staff/notices/{other}/supplements", new JsonObject { ["text"] = "x" })).Status);
            Assert.Equal(404, (await Rig.SendAsync(StaffRole.Dpo, "GET", $"staff/notices/{other}", purpose: null)).Status);
        }
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

    private static string? Text(JsonElement element, string property) => element.GetProperty(property).GetString();

    private static IEnumerable<string> Faults(StaffAnswer answer)
    {
        Assert.True(answer is { Status: 422, Problem: "notice-invalid" }, answer.ToString());
        return answer.Json.GetProperty("faults").EnumerateArray().Select(fault => $"{Text(fault, "field")} {Text(fault, "fault")}");
    }
}
