using System.Text.Json;
using System.Text.Json.Nodes;
using LeerId.PrivacyLog;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Staff.Students;

/// <summary>Lookup of a pupil over HTTP: the answer, its formats, and the entry in the privacy log.</summary>
public sealed class LookUpStudentTests(StudentsRig rig) : IClassFixture<StudentsRig>
{
    private const string Markup = "<img src=x onerror=alert(1)>";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StaffRole.AccessControl, "access-control")]
    [InlineData(StaffRole.Privacy, "privacy")]
    public async Task Lookup_is_logged_with_object_id_role_and_purpose(StaffRole role, string written)
    {
        int pupil = 100 + (int)role;
        await rig.SignInAsync(pupil, claims => claims["ov_historiek_account_uuid"] = new JsonArray(StudentsRig.Uuid(900 + (int)role)));

        foreach (string body in new[] { StudentsRig.ByLeerId(pupil), StudentsRig.ByAccount(pupil), StudentsRig.ByAccount(900 + (int)role) })
        {
            string purpose = $"dossier {Guid.NewGuid().ToString("N")[..8]}";
            StaffAnswer answer = await rig.LookUpAsync(body, role, purpose: purpose);

            Assert.Equal(200, answer.Status);
            Assert.Equal("application/json", answer.Headers["Content-Type"].Split(';')[0]);
            Assert.Equal("no-store", answer.Headers["Cache-Control"]);
            JsonElement data = answer.Json.GetProperty("kept")[0].GetProperty("data");
            Assert.True(data.GetProperty("Leer_id_uuid").ValueEquals(ScriptedAcm.LeerId(pupil).ToString()));
            Assert.True(data.GetProperty("Instellingsnummer")[0].ValueEquals("012345"));
            // It can be some minutes later, because another test may have moved the clock.
            Assert.Matches("^1 september 2026 om 08[.]3[0-9] uur$", answer.Json.GetProperty("kept")[0].GetProperty("lastSignIn").GetString());
            Assert.Equal("2029-09-02", answer.Json.GetProperty("kept")[0].GetProperty("deletedOn").GetString());
            PrivacyLogEntry entry = Assert.Single(await rig.EntriesAsync("student-lookup"), entry => entry.Purpose == purpose);
            Assert.Equal((StaffRig.ObjectIdOf(role), written, "granted"), (entry.Actor, entry.Role, entry.Outcome));
            Assert.NotNull(entry.Student);
        }
    }

    [Fact]
    public async Task Answer_is_a_page_on_request()
    {
        await rig.SignInAsync(110, claims => claims["given_name"] = Markup);

        foreach ((string? accept, bool isPage) in new[]
        {
            (null, false), ("*/*", false), ("application/json", false), ("text/html", true), ("text/html;charset=utf-8", true),
            ("text/html;q=0.5", true), ("TEXT/HTML", true), ("text/html;q=0", false),
        })
        {
            StaffAnswer answer = await rig.LookUpAsync(StudentsRig.ByLeerId(110), accept: accept);
            Assert.Equal(200, answer.Status);
            Assert.Equal(isPage ? "text/html" : "application/json", answer.Headers["Content-Type"].Split(';')[0]);
            Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        }

        StaffAnswer page = await rig.LookUpAsync(StudentsRig.ByLeerId(110), accept: "text/html");
        Assert.False(page.Text.Contains(Markup, StringComparison.Ordinal), "Markup in a name is part of the page.");
        Assert.True(page.Text.Contains("&lt;img src=x", StringComparison.Ordinal));
        Assert.Contains("script-src 'none'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_shown_if_the_lookup_can_not_be_logged()
    {
        await rig.SignInAsync(120);
        rig.Storage.Intercept = asked => asked == "POST PrivacyLog" ? StorageProxy.Refuse : null;
        try
        {
            foreach (string? accept in new[] { null, "text/html" })
            {
                foreach (string body in new[] { StudentsRig.ByLeerId(120), StudentsRig.ByAccount(120), StudentsRig.ByLeerId(129) })
                {
                    StaffAnswer answer = await rig.LookUpAsync(body, accept: accept);
                    Assert.Equal((503, "unavailable"), (answer.Status, answer.Problem));
                    foreach (string value in new[] { "Proef", "proef", "012345", ScriptedAcm.LeerId(120).ToString(), StudentsRig.Uuid(120), "2026" })
                        Assert.False(answer.Text.Contains(value, StringComparison.Ordinal), "Something of the pupil is in the answer.");
                }
            }
        }
        finally
        {
            rig.Storage.Intercept = _ => null;
        }
    }

    [Fact]
    public async Task Pupil_without_data_is_404_and_the_lookup_is_logged()
    {
        int before = (await rig.EntriesAsync("student-lookup")).Count;

        foreach (string body in new[] { StudentsRig.ByLeerId(199), StudentsRig.ByAccount(199) })
        {
            StaffAnswer answer = await rig.LookUpAsync(body);
            Assert.Equal((404, "nothing-kept"), (answer.Status, answer.Problem));
        }

        Assert.Equal(before + 2, (await rig.EntriesAsync("student-lookup")).Count);
    }

    [Theory]
    [InlineData("{}", "422 values-invalid")]
    [InlineData("""{"leerIdUuid":"5c21b7ed-0000-4000-8000-000000000001","accountUuid":"5c21acc0-0000-4000-8000-000000000001"}""", "422 values-invalid")]
    [InlineData("""{"leerIdUuid":"Proefnaam"}""", "422 values-invalid")]
    [InlineData("""{"leerIdUuid":"5c21b7ed-0000-4000-8000-00000000000"}""", "422 values-invalid")]
    [InlineData("""{"leerIdUuid":7}""", "400 body-invalid")]
    [InlineData("""{"leerIdUuid":null,"accountUuid":null}""", "422 values-invalid")]
    [InlineData("""{"leerIdUuid":"5c21b7ed-0000-4000-8000-000000000001","naam":"Proefnaam"}""", "400 body-invalid")]
    [InlineData("""{"leerIdUuid":"5c21b7ed-0000-4000-8000-000000000001","leerIdUuid":"5c21b7ed-0000-4000-8000-000000000001"}""", "400 body-invalid")]
    [InlineData("""{"LeerIdUuid":"5c21b7ed-0000-4000-8000-000000000001"}""", "400 body-invalid")]
    [InlineData("""["5c21b7ed-0000-4000-8000-000000000001"]""", "400 body-invalid")]
    [InlineData("null", "400 body-invalid")]
    [InlineData("", "400 body-invalid")]
    [InlineData("Proefnaam", "400 body-invalid")]
    public async Task Body_that_does_not_name_one_pupil_is_refused_without_quoting_it(string body, string problem)
    {
        int before = (await rig.Host.PrivacyLog.ReadLatestAsync(1000, Cancel)).Count;
        foreach (string path in new[] { "staff/students/lookup", "staff/students/erase", "staff/students/privacy-log" })
        {
            StaffAnswer answer = await rig.PostAsync(StaffRole.Privacy, path, body);
            Assert.Equal(problem, answer.ToString());
            foreach (string value in new[] { "5c21", "Proefnaam" })
                Assert.False(answer.Text.Contains(value, StringComparison.Ordinal), "The problem quotes the body.");
        }

        Assert.Equal(before, (await rig.Host.PrivacyLog.ReadLatestAsync(1000, Cancel)).Count);
    }

    [Fact]
    public async Task Faults_name_the_member()
    {
        JsonElement fault = (await rig.LookUpAsync("""{"accountUuid":"?"}""")).Json.GetProperty("faults")[0];
        Assert.Equal(("accountUuid", "must be a uuid"), (fault.GetProperty("field").GetString(), fault.GetProperty("fault").GetString()));
    }

    [Fact]
    public async Task Search_that_is_not_finished_in_time_is_503_and_not_404()
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
            Task<StaffAnswer> lookup = rig.LookUpAsync(StudentsRig.ByAccount(198));
            await hangs.Task.WaitAsync(Cancel);
            rig.Staff.Clock.Advance(TimeSpan.FromSeconds(90));
            StaffAnswer answer = await lookup;

            Assert.Equal((503, "search-not-finished"), (answer.Status, answer.Problem));
            Assert.Equal("60", answer.Headers["Retry-After"]);
        }
        finally
        {
            rig.Storage.InterceptQuery = _ => null;
        }
    }
}
