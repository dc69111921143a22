using System.Text.Json;
using System.Text.Json.Nodes;
using LeerId.DataSubjects;
using LeerId.Functions.Tests.Notices;
using LeerId.PrivacyLog;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Staff.Notices;

/// <summary>
/// Faults in the data of one pupil, reports of DOV, disclosures of which DOV is notified in advance, and DOV's processors, over HTTP.
/// </summary>
public sealed class QualityAndSharingTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string OnePupil = "staff/students/quality-notices";

    private StaffNoticesRig? _notices;

    private StaffRig Rig => _notices!.Staff;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _notices = await StaffNoticesRig.StartAsync(azurite);

    public ValueTask DisposeAsync() => _notices?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Report_about_one_pupil_is_logged_with_its_purpose_and_sent_again_it_is_the_same_notice()
    {
        StaffAnswer first = await Rig.SendAsync(StaffRole.Privacy, "POST", OnePupil, Report(), "dossier 2026-120", key: "een");
        StaffAnswer again = await Rig.SendAsync(StaffRole.Privacy, "POST", OnePupil, Report(), "dossier 2026-120", key: "een");
        StaffAnswer other = await Rig.SendAsync(StaffRole.Privacy, "POST", OnePupil, Report(pupil: 2), "dossier 2026-120", key: "een");

        Assert.Equal((201, 201, "idempotency-key-reused"), (first.Status, again.Status, other.Problem));
        Assert.Equal(first.Text, again.Text);
        string number = first.Json.GetProperty("number").GetString()!;
        await UntilSentAsync("quality", number);
        Assert.Equal(2, (await _notices!.Mail.MailsAsync()).Count);
        JsonElement notice = await GetAsync("quality", number);
        Assert.Equal("byTelephone", notice.GetProperty("pupilIdentity").GetString());
        Assert.DoesNotContain($"{ScriptedAcm.LeerId(1)}", notice.GetRawText(), StringComparison.OrdinalIgnoreCase);
        PrivacyLogEntry entry = (await Rig.Host.PrivacyLog.ReadLatestAsync(100, Cancel)).First(one => one.Action == StudentQualityReports.Action);
        Assert.Equal(("privacy", "dossier 2026-120"), (entry.Role, entry.Purpose));
    }

    [Fact]
    public async Task Uuid_is_refused_in_every_text_and_at_every_other_address()
    {
        JsonObject general = NoticeReports.Of("quality");
        general["leerIdUuid"] = $"{ScriptedAcm.LeerId(1)}";
        Assert.Equal("body-invalid", (await PostAsync(StaffRole.AccessControl, "staff/notices/quality", general.ToJsonString())).Problem);

        general = NoticeReports.Of("quality");
        general["problem"] = $"Fout bij {ScriptedAcm.LeerId(1)}.";
        StaffAnswer refused = await PostAsync(StaffRole.AccessControl, "staff/notices/quality", general.ToJsonString());
        Assert.Equal((422, "notice-invalid"), (refused.Status, refused.Problem));
        Assert.Equal("problem", refused.Json.GetProperty("faults")[0].GetProperty("field").GetString());
        Assert.DoesNotContain($"{ScriptedAcm.LeerId(1)}", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_of_DOV_is_registered_with_what_was_done_about_it()
    {
        JsonObject report = NoticeReports.Of("quality");
        report["source"] = "dov";
        string number = (await PostAsync(StaffRole.AccessControl, "staff/notices/quality", report.ToJsonString())).Json.GetProperty("number").GetString()!;
        await UntilSentAsync("quality", number);
        Assert.Equal(NoticeRig.Provider, Assert.Single(await _notices!.Mail.MailsAsync()).To.Single());

        string ending = $"staff/notices/quality/{number}/ending";
        Rig.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(422, (await PutAsync(StaffRole.AccessControl, ending, "{}")).Status);
        const string Done = """{ "at": "2026-09-01T10:00:00+02:00", "text": "Het vroegere nummer staat nu bij de school." }""";
        Assert.Equal(200, (await PutAsync(StaffRole.AccessControl, ending, Done)).Status);
        Assert.Equal(200, (await PutAsync(StaffRole.Privacy, ending, Done)).Status);
        StaffAnswer other = await PutAsync(StaffRole.AccessControl, ending, """{ "at": "2026-09-01T08:00:00Z", "text": "Iets anders." }""");
        Assert.Equal((409, "already-recorded"), (other.Status, other.Problem));

        JsonElement notice = await GetAsync("quality", number);
        Assert.Equal("dov", notice.GetProperty("content").GetProperty("source").GetString());
        Assert.Equal("""{"at":"2026-09-01T08:00:00Z","text":"Het vroegere nummer staat nu bij de school."}""", notice.GetProperty("ending").GetRawText());
        Assert.Equal(StaffRig.ObjectIdOf(StaffRole.AccessControl), notice.GetProperty("endingRecordedBy").GetString());
        Assert.Equal(404, (await PutAsync(StaffRole.AccessControl, "staff/notices/quality/nergens/ending", Done)).Status);
        StaffAnswer file = await Rig.SendAsync(StaffRole.Dpo, "GET", "staff/notices/register", purpose: null);
        Assert.Contains(";2026-09-01T08:00:00Z;Het vroegere nummer staat nu bij de school.;", file.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Planned_disclosure_is_mailed_to_both_officers_and_can_take_place_only_after_DOV_received_it()
    {
        await _notices!.Mail.RefuseAsync(NoticeRig.Dov);
        string sharing = NoticeReports.Of("sharing").ToJsonString();
        StaffAnswer reported = await PostAsync(StaffRole.Privacy, "staff/notices/sharing", sharing);
        Assert.Equal(201, reported.Status);
        string number = reported.Json.GetProperty("number").GetString()!, ending = $"staff/notices/sharing/{number}/ending";
        await UntilAsync("sharing", number, "undelivered");
        Rig.Clock.Advance(TimeSpan.FromHours(4));

        const string Shared = """{ "at": "2026-09-01T10:00:00Z" }""";
        StaffAnswer early = await PutAsync(StaffRole.Dpo, ending, Shared);
        Assert.Equal((422, "at"), (early.Status, early.Json.GetProperty("faults")[0].GetProperty("field").GetString()));

        await _notices.Mail.RefuseAsync();
        Assert.True((await Rig.Host.Host.FireTimerAsync(nameof(LeerId.Functions.Notices.RequeueNotices), Cancel))!.Succeeded);
        await UntilSentAsync("sharing", number);
        // DOV received the notice at 10:30 UTC.
        Assert.Equal(422, (await PutAsync(StaffRole.Dpo, ending, Shared)).Status);
        Rig.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(200, (await PutAsync(StaffRole.Dpo, ending, """{ "at": "2026-09-01T11:00:00Z" }""")).Status);

        IReadOnlyList<ReceivedMail> mails = await _notices.Mail.MailsAsync();
        Assert.Equal([NoticeRig.Dov, NoticeRig.Provider], mails.Select(mail => mail.To.Single()).Order());
        Assert.All(mails, mail => Assert.Equal($"Mededeling van gegevens {number}: gepland op 1 september 2026 om 12.00 uur", mail.Message.Subject));
        Assert.Equal("""{"at":"2026-09-01T11:00:00Z"}""", (await GetAsync("sharing", number)).GetProperty("ending").GetRawText());
        // The planned moment of the disclosure has passed.
        Assert.Equal(422, (await PostAsync(StaffRole.Privacy, "staff/notices/sharing", sharing)).Status);
    }

    [Fact]
    public async Task Overview_of_DOV_is_registered_and_listed()
    {
        const string Overview = """{ "date": "2026-09-01", "processors": [{ "name": "Voorbeeldwolk NV", "service": "hosting" }] }""";
        StaffAnswer recorded = await PutAsync(StaffRole.Dpo, "staff/processors/dov", Overview);

        Assert.Equal(200, recorded.Status);
        StaffAnswer list = await Rig.SendAsync(StaffRole.Operator, "GET", "staff/processors/dov", purpose: null);
        Assert.Equal($"[{recorded.Text}]", list.Text);
        Assert.Equal(
            """{"date":"2026-09-01","processors":[{"name":"Voorbeeldwolk NV","service":"hosting"}],"recordedAt":"2026-09-01T06:30:00Z","recordedBy":"""
                + $"\"{StaffRig.ObjectIdOf(StaffRole.Dpo)}\"}}",
            recorded.Text);
        Assert.Equal("values-invalid", (await PutAsync(StaffRole.Dpo, "staff/processors/dov", "{}")).Problem);
    }

    private static StringContent Report(int pupil = 1)
    {
        JsonObject report = NoticeReports.Of("pupil");
        report["leerIdUuid"] = $"{ScriptedAcm.LeerId(pupil)}";
        return StaffRig.Json(report.ToJsonString());
    }

    private Task<StaffAnswer> PostAsync(StaffRole role, string path, string body) => Rig.SendAsync(role, "POST", path, StaffRig.Json(body), purpose: null);

    private Task<StaffAnswer> PutAsync(StaffRole role, string path, string body) => Rig.SendAsync(role, "PUT", path, StaffRig.Json(body), purpose: null);

    private async Task<JsonElement> GetAsync(string kind, string number) =>
        (await Rig.SendAsync(StaffRole.Dpo, "GET", $"staff/notices/{kind}/{number}", purpose: null)).Json;

    private Task UntilSentAsync(string kind, string number) => UntilAsync(kind, number, "sent");

    private Task UntilAsync(string kind, string number, string state) => Eventually.TrueAsync(
        $"it is {state}", async () => (await GetAsync(kind, number)).GetProperty("state").GetString() == state, Cancel);
}
