using System.Text.Json;
using System.Text.Json.Nodes;
using LeerId.PrivacyLog;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Staff.Students;

/// <summary>The privacy log over HTTP: by pupil, by actor, and by support code.</summary>
public sealed class StudentLogTests(StudentsRig rig) : IClassFixture<StudentsRig>
{
    private static readonly StaffRole[] Resolving = [StaffRole.Helpdesk, StaffRole.AccessControl, StaffRole.Dpo, StaffRole.Operator];

    private const string About = "staff/students/privacy-log";
    private const string Search = "staff/privacy-log/search";
    private const string Resolve = "staff/support-codes/resolve";

    [Fact]
    public async Task Log_about_a_pupil_includes_the_time_before_the_identification_and_has_pages()
    {
        await rig.SignInAsync(300, claims => (claims["ov_leerid_uuid"], claims["ov_account_uuid"]) = (new JsonArray(), StudentsRig.Uuid(390)));
        rig.Staff.Clock.Advance(TimeSpan.FromSeconds(1));
        await rig.SignInAsync(300, claims => claims["ov_historiek_account_uuid"] = new JsonArray(StudentsRig.Uuid(390)));
        rig.Staff.Clock.Advance(TimeSpan.FromSeconds(1));
        await rig.LookUpAsync(StudentsRig.ByLeerId(300));
        await rig.SignInAsync(301);
        rig.Staff.Clock.Advance(TimeSpan.FromSeconds(1));

        List<JsonElement> entries = [];
        string? continuation = null;
        int pages = 0;
        do
        {
            JsonObject body = new() { ["leerIdUuid"] = ScriptedAcm.LeerId(300).ToString(), ["pageSize"] = 1, ["from"] = "2026-09-01T00:00:00Z" };
            if (continuation is not null)
                body["continuation"] = continuation;
            StaffAnswer answer = await rig.PostAsync(StaffRole.Dpo, About, body.ToJsonString());
            Assert.Equal(200, answer.Status);
            entries.AddRange(answer.Json.GetProperty("entries").EnumerateArray());
            continuation = answer.Json.GetProperty("continuation").GetString();
        }
        while (continuation is not null && ++pages < 20);

        // Searches of other tests may also have shown this pupil.
        Assert.Equal(
            ["sign-in", "sign-in", "student-lookup"],
            entries.Select(entry => entry.GetProperty("action").GetString()).Where(action => action != "privacy-log-read").Order());
        JsonElement look = entries.Single(entry => entry.GetProperty("action").ValueEquals("student-lookup"));
        Assert.Equal(
            (StaffRig.ObjectIdOf(StaffRole.AccessControl), "access-control", "dossier 2026-114"),
            (look.GetProperty("actor").GetString(), look.GetProperty("role").GetString(), look.GetProperty("purpose").GetString()));
        PrivacyLogEntry[] readings = [.. (await rig.EntriesAsync("privacy-log-read")).Where(entry => entry.Reason == "by-pupil")];
        Assert.NotEmpty(readings);
        Assert.All(readings, reading => Assert.Equal((StaffRig.ObjectIdOf(StaffRole.Dpo), "dpo", "nazicht"), (reading.Actor, reading.Role, reading.Purpose)));
    }

    [Fact]
    public async Task Log_about_a_pupil_says_which_application_got_the_data()
    {
        Answer granted = await rig.SignInAsync(302);
        await rig.Host.Application.ClaimsAsync(granted, TestContext.Current.CancellationToken);
        rig.Staff.Clock.Advance(TimeSpan.FromSeconds(1));

        JsonObject body = new() { ["leerIdUuid"] = ScriptedAcm.LeerId(302).ToString(), ["from"] = "2026-09-01T00:00:00Z" };
        StaffAnswer answer = await rig.PostAsync(StaffRole.Dpo, About, body.ToJsonString());

        JsonElement[] entries = [.. answer.Json.GetProperty("entries").EnumerateArray()];
        JsonElement release = Assert.Single(entries, entry => entry.GetProperty("outcome").ValueEquals("released"));
        Assert.Equal(TestApplication.ClientId, release.GetProperty("application").GetString());
        JsonElement signIn = Assert.Single(entries, entry => entry.GetProperty("action").ValueEquals("sign-in"));
        Assert.Equal(JsonValueKind.Null, signIn.GetProperty("application").ValueKind);
    }

    [Fact]
    public async Task Log_of_an_account_whose_pupil_is_not_found_in_time_is_503()
    {
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
            Task<StaffAnswer> reading = rig.PostAsync(StaffRole.Dpo, About, StudentsRig.ByAccount(397));
            await hangs.Task.WaitAsync(TestContext.Current.CancellationToken);
            rig.Staff.Clock.Advance(TimeSpan.FromSeconds(90));
            StaffAnswer answer = await reading;

            Assert.Equal((503, "search-not-finished"), (answer.Status, answer.Problem));
            Assert.Equal("60", answer.Headers["Retry-After"]);
        }
        finally
        {
            rig.Storage.InterceptQuery = _ => null;
        }
    }

    [Fact]
    public async Task Log_is_searched_by_actor_and_by_period()
    {
        await rig.LookUpAsync(StudentsRig.ByLeerId(399));
        rig.Staff.Clock.Advance(TimeSpan.FromSeconds(1));

        JsonElement byActor = (await rig.PostAsync(
            StaffRole.Dpo, Search, $$"""{"actor":"{{StaffRig.ObjectIdOf(StaffRole.AccessControl)}}","from":"2026-09-01T00:00:00Z"}""")).Json;
        Assert.All(byActor.GetProperty("entries").EnumerateArray(), entry =>
            Assert.True(entry.GetProperty("actor").ValueEquals(StaffRig.ObjectIdOf(StaffRole.AccessControl))));
        Assert.Contains(byActor.GetProperty("entries").EnumerateArray(), entry => entry.GetProperty("reason").ValueEquals("nothing-kept"));
        JsonElement earlier = (await rig.PostAsync(StaffRole.Dpo, Search, """{"from":"2026-08-01T00:00:00Z","until":"2026-08-02T00:00:00+02:00"}""")).Json;
        Assert.Empty(earlier.GetProperty("entries").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, earlier.GetProperty("continuation").ValueKind);
    }

    [Theory]
    [InlineData(Search, """{"pageSize":0}""", "pageSize")]
    [InlineData(Search, """{"pageSize":501}""", "pageSize")]
    [InlineData(Search, """{"from":"2026-09-01T00:00:00Z","until":"2026-09-01T00:00:00Z"}""", "until")]
    [InlineData(Search, """{"from":"2026-10-01T00:00:00Z"}""", "until")]
    [InlineData(Search, """{"continuation":"x"}""", "continuation")]
    [InlineData(Search, """{"actor":" "}""", "actor")]
    [InlineData(About, """{"leerIdUuid":"5c21b7ed-0000-4000-8000-000000000001","pageSize":501}""", "pageSize")]
    [InlineData(About, """{"pageSize":5}""", "leerIdUuid")]
    [InlineData(Resolve, """{"code":"AAAA-AAAA"}""", "code")]
    [InlineData(Resolve, """{"code":""}""", "code")]
    public async Task Request_out_of_bounds_is_refused_by_name(string path, string body, string field)
    {
        StaffAnswer answer = await rig.PostAsync(StaffRole.Dpo, path, body);
        Assert.Equal((422, "values-invalid"), (answer.Status, answer.Problem));
        Assert.Equal(field, Assert.Single(answer.Json.GetProperty("faults").EnumerateArray()).GetProperty("field").GetString());
    }

    [Theory]
    [InlineData(Search, """{"from":"yesterday"}""")]
    [InlineData(Search, """{"from":"2026-09-01T00:00:00"}""")]
    [InlineData(About, """{"leerIdUuid":"5c21b7ed-0000-4000-8000-000000000001","until":"2026-09-01"}""")]
    [InlineData(Search, """{"pageSize":"many"}""")]
    [InlineData(Search, """{"student":"x"}""")]
    [InlineData(Resolve, "{}")]
    [InlineData(Resolve, """{"code":null}""")]
    public async Task Body_of_another_form_is_refused(string path, string body)
    {
        StaffAnswer answer = await rig.PostAsync(StaffRole.Dpo, path, body);
        Assert.Equal((400, "body-invalid"), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task Support_code_gives_the_reason_and_the_next_step_but_not_the_pupil()
    {
        Answer refused = await rig.SignInAsync(310, claims => claims["ov_orgcode"] = "999999");

        foreach (StaffRole role in Resolving)
        {
            StaffAnswer answer = await rig.PostAsync(
                role, Resolve, $$"""{"code":"{{refused.SupportCode!.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)}}"}""");

            Assert.Equal(200, answer.Status);
            JsonElement entry = Assert.Single(answer.Json.GetProperty("entries").EnumerateArray());
            Assert.Equal(
                ["at", "moment", "action", "outcome", "reason", "page", "explanation", "nextStep"], entry.EnumerateObject().Select(member => member.Name));
            Assert.Equal(
                ("sign-in", "refused", "no-contract", "Jouw school doet nog niet mee"),
                (entry.GetProperty("action").GetString(), entry.GetProperty("outcome").GetString(),
                    entry.GetProperty("reason").GetString(), entry.GetProperty("page").GetString()));
            Assert.Equal("Geen van de scholen van de leerling heeft vandaag een contract.", entry.GetProperty("explanation").GetString());
            PrivacyLogEntry logged = (await rig.EntriesAsync("sign-in")).Single(e => e.SupportCode?.ToString() == refused.SupportCode);
            Assert.DoesNotContain(logged.Student.ToString()!, answer.Text, StringComparison.Ordinal);
        }

        Assert.Equal(
            4,
            (await rig.EntriesAsync("privacy-log-read")).Where(entry => entry.Purpose == "nazicht" && entry.Student is null)
                .Select(entry => entry.Role).Distinct().Count());
    }

    [Fact]
    public async Task Support_code_without_a_sign_in_encodes_an_unverified_reason()
    {
        using Browser browser = new();
        Answer refused = await browser.GetAsync(rig.Host.At("/acm/callback?code=x&state=y"), TestContext.Current.CancellationToken);
        int readings = (await rig.EntriesAsync("privacy-log-read")).Count;
        // Resolving this code needs no storage, so it also works during an outage.
        rig.Storage.Intercept = _ => StorageProxy.Refuse;
        try
        {
            foreach (StaffRole role in Resolving)
            {
                StaffAnswer answer = await rig.PostAsync(role, Resolve, $$"""{"code":"{{refused.SupportCode}}"}""");

                Assert.Equal(200, answer.Status);
                Assert.Empty(answer.Json.GetProperty("entries").EnumerateArray());
                JsonElement unrecorded = answer.Json.GetProperty("unrecorded");
                Assert.Equal(["day", "reason", "page", "status", "explanation", "nextStep"], unrecorded.EnumerateObject().Select(member => member.Name));
                Assert.Equal(
                    ($"{rig.Staff.Clock.GetUtcNow():yyyy-MM-dd}", "state-cookie-missing", "Begin nog een keer"),
                    (unrecorded.GetProperty("day").GetString(), unrecorded.GetProperty("reason").GetString(), unrecorded.GetProperty("page").GetString()));
                Assert.StartsWith("Niet vastgelegd, niet geverifieerd.", unrecorded.GetProperty("status").GetString(), StringComparison.Ordinal);
                Assert.Equal("De browser had geen cookie van een aanmelding die bezig is.", unrecorded.GetProperty("explanation").GetString());
            }
        }
        finally
        {
            rig.Storage.Intercept = _ => null;
        }

        Assert.Equal(readings, (await rig.EntriesAsync("privacy-log-read")).Count);
    }

    [Theory]
    [InlineData("2222-2222")]
    // This code has no entry, and its number belongs to no reason.
    [InlineData("22ZZ-2222")]
    public async Task Support_code_without_an_entry_is_404(string code)
    {
        StaffAnswer answer = await rig.PostAsync(StaffRole.Operator, Resolve, $$"""{"code":"{{code}}"}""");
        Assert.Equal((404, "support-code-unknown"), (answer.Status, answer.Problem));
    }

    [Theory]
    [InlineData(About, """{"leerIdUuid":"5c21b7ed-0000-4000-8000-000000000300"}""")]
    [InlineData(Search, """{"from":"2026-09-01T00:00:00Z"}""")]
    [InlineData(Resolve, """{"code":"2222-2222"}""")]
    public async Task Nothing_is_shown_if_the_reading_can_not_be_logged(string path, string body)
    {
        rig.Storage.Intercept = asked => asked == "POST PrivacyLog" ? StorageProxy.Refuse : null;
        try
        {
            StaffAnswer answer = await rig.PostAsync(StaffRole.Dpo, path, body);
            Assert.Equal((503, "unavailable"), (answer.Status, answer.Problem));
        }
        finally
        {
            rig.Storage.Intercept = _ => null;
        }
    }
}
