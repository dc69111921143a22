using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using LeerId.PrivacyLog;
using LeerId.Students;
using LeerId.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Functions.Tests.SignIn;

/// <summary>The storage requests of a sign-in, counted on the wire, and its behaviour when storage fails.</summary>
public sealed class StorageTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = SignInRig.NewClock();
    private readonly Browser _browser = new();
    private ScriptedAcm? _acm;
    private StorageProxy? _storage;
    private readonly string _account = azurite.NewAccount();
    private SignInRig? _rig;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _acm = await ScriptedAcm.StartAsync(SignInRig.ClientId, _clock);
        _storage = await StorageProxy.StartAsync(_account);
        _rig = await SignInRig.StartAsync(_storage.ConnectionString, _clock, new Dictionary<string, string?> { ["Acm:Issuer"] = _acm.Issuer }, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        if (_rig is not null)
            await _rig.DisposeAsync();
        if (_storage is not null)
            await _storage.DisposeAsync();
        if (_acm is not null)
            await _acm.DisposeAsync();
    }

    [Fact]
    public async Task Repeat_sign_in_is_two_storage_transactions_and_no_read()
    {
        await SignInAsync();
        _storage!.Requests.Clear();

        ScriptedSignIn.AssertGranted(await SignInAsync());

        Assert.Equal(2, _storage.Requests.Count);
        Assert.Single(_storage.Requests, request => request.StartsWith("PUT Students(", StringComparison.Ordinal));
        Assert.Single(_storage.Requests, request => request == "POST PrivacyLog");
    }

    [Fact]
    public async Task Tokens_and_claims_are_one_storage_transaction_more_each()
    {
        Answer granted = await SignInAsync();
        _storage!.Requests.Clear();

        JsonAnswer tokens = await _rig!.Application.RedeemAsync(granted.Code, Cancel);
        // An instance also reads whether refusals are counted. It does so in the background and not per sign-in.
        Assert.Equal(["POST PrivacyLog"], _storage.Requests.Where(asked => asked.Split(' ', '(')[1] is not ("Tables" or "SchoolRefusals")));
        _storage.Requests.Clear();
        await _rig.Application.UserinfoAsync(tokens.Json.GetProperty("access_token").GetString()!, Cancel);

        Assert.StartsWith("GET Students(", Assert.Single(_storage.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repeat_sign_in_of_a_pupil_with_a_history_is_two_storage_transactions_too()
    {
        _acm!.Claims = _ =>
        {
            JsonObject claims = ScriptedAcm.Pupil();
            claims["ov_historiek_account_uuid"] = new JsonArray("5c21acc0-0000-4000-8000-000000000777");
            return claims;
        };
        await SignInAsync();
        _storage!.Requests.Clear();
        ScriptedSignIn.AssertGranted(await SignInAsync());
        Assert.Equal(2, _storage.Requests.Count);
    }

    [Fact]
    public async Task Refusal_is_one_storage_transaction()
    {
        await SignInAsync();
        _acm!.Claims = _ => Pupil("999999");
        _storage!.Requests.Clear();
        Assert.Equal(HttpStatusCode.Forbidden, (await SignInAsync()).Status);
        // An instance also reads whether refusals are counted. It does so in the background and not per sign-in.
        Assert.Equal(["POST PrivacyLog"], _storage.Requests.Where(asked => asked.Split(' ', '(')[1] is not ("Tables" or "SchoolRefusals")));
    }

    [Theory]
    [InlineData("PUT Students(", "refuses")]
    [InlineData("PUT Students(", "hangs")]
    [InlineData("PUT Students(", "breaks off")]
    [InlineData("POST PrivacyLog", "refuses")]
    [InlineData("POST PrivacyLog", "hangs")]
    [InlineData("POST PrivacyLog", "breaks off")]
    public async Task Nobody_is_let_in_when_the_snapshot_or_the_log_entry_can_not_be_stored(string request, string how)
    {
        await SignInAsync();
        _storage!.Intercept = asked => asked.StartsWith(request, StringComparison.Ordinal) ? Failing(how) : null;

        long start = Stopwatch.GetTimestamp();
        Answer answer = await SignInAsync();

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(15));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal("30", answer.Headers["Retry-After"]);
        Assert.Null(answer.Code);
        Assert.NotNull(answer.SupportCode);
        Assert.Contains(_rig!.Logs.Entries, entry => entry.Message.Contains(answer.SupportCode, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("PUT Students(")]
    [InlineData("POST PrivacyLog")]
    [InlineData("")]
    public async Task Pupil_has_an_answer_within_ten_seconds_when_storage_asks_for_a_minute(string request)
    {
        await SignInAsync();
        _storage!.Intercept = asked => asked.StartsWith(request, StringComparison.Ordinal) ? StorageProxy.Busy("60") : null;

        long start = Stopwatch.GetTimestamp();
        Answer answer = await SignInAsync();

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.NotNull(answer.SupportCode);
    }

    [Fact]
    public async Task Pupil_is_let_in_when_storage_did_its_work_and_only_the_first_answer_was_lost()
    {
        await SignInAsync();
        HashSet<string> lost = [];
        _storage!.LosesAnswer = request =>
        {
            lock (lost)
                return lost.Add(request);
        };

        ScriptedSignIn.AssertGranted(await SignInAsync());

        Assert.True(lost.Count >= 2);
        Assert.Equal(2, (await _rig!.PrivacyLog.ReadLatestAsync(10, Cancel)).Count);
    }

    [Fact]
    public async Task Log_says_how_it_ended_when_the_entry_was_stored_and_the_snapshot_was_not()
    {
        await SignInAsync();
        _storage!.Intercept = asked => asked.StartsWith("PUT Students(", StringComparison.Ordinal) ? StorageProxy.Refuse : null;
        _clock.Advance(TimeSpan.FromSeconds(1));

        Answer answer = await SignInAsync();

        PrivacyLogEntry[] entries = [.. (await _rig!.PrivacyLog.ReadLatestAsync(10, Cancel)).Where(entry => entry.At == _clock.GetUtcNow())];
        PrivacyLogEntry refused = Assert.Single(entries, entry => entry.Outcome == "refused");
        Assert.Equal(("storage-unavailable", answer.SupportCode), (refused.Reason, refused.SupportCode.ToString()));
        Assert.NotNull(refused.Student);
        Assert.All(entries, entry => Assert.Equal(refused.Student, entry.Student));
    }

    [Fact]
    public async Task Unreadable_row_of_a_school_affects_no_other_school()
    {
        TableClient schools = new(_account, "Schools");
        foreach (TableEntity faulty in new TableEntity[]
        {
            new("school", "060601") { ["Name"] = "x", ["From"] = "2026-9-1" },
            new("school", "060602") { ["Name"] = "x" },
            new("school", "060603") { ["From"] = DateTimeOffset.UnixEpoch },
            new("school", "not a number") { ["Name"] = "x", ["From"] = "2026-09-01" },
        })
        {
            await schools.AddEntityAsync(faulty, Cancel);
        }

        ScriptedSignIn.AssertGranted(await SignInAsync());
        Assert.Equal(4, _rig!.Logs.Entries.Count(entry => entry.EventId.Id == 3002));
    }

    [Fact]
    public async Task Pupil_identified_later_under_the_same_account_has_one_snapshot()
    {
        _acm!.Claims = _ => Changed(claims => claims["ov_leerid_uuid"] = new JsonArray());
        ScriptedSignIn.AssertGranted(await SignInAsync());
        _acm.Claims = _ => ScriptedAcm.Pupil();
        ScriptedSignIn.AssertGranted(await SignInAsync());
        Assert.Equal(1, await CountStudentsAsync());

        // LeerID can withdraw an identification and restore it. The second snapshot is removed again.
        _acm.Claims = _ => Changed(claims => claims["ov_leerid_uuid"] = new JsonArray());
        ScriptedSignIn.AssertGranted(await SignInAsync());
        _acm.Claims = _ => ScriptedAcm.Pupil();
        ScriptedSignIn.AssertGranted(await SignInAsync());
        Assert.Equal(1, await CountStudentsAsync());
    }

    [Fact]
    public async Task List_of_schools_is_used_for_at_most_a_day_while_storage_fails()
    {
        await SignInAsync();
        _storage!.Intercept = asked => asked.StartsWith("GET Schools", StringComparison.Ordinal) ? StorageProxy.Refuse : null;

        _clock.Advance(TimeSpan.FromHours(23));
        ScriptedSignIn.AssertGranted(await SignInAsync());
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await SignInAsync()).Status);
    }

    [Fact]
    public async Task Change_of_the_list_of_schools_takes_effect_within_a_minute()
    {
        _acm!.Claims = _ => Pupil("777777");
        Assert.Equal(HttpStatusCode.Forbidden, (await SignInAsync()).Status);
        await _rig!.Schools.PutAsync(
            new() { Number = Schools.SchoolNumber.Parse("777777"), Name = "Nieuw", From = new DateOnly(2020, 1, 1) }, "test", Cancel);

        _clock.Advance(TimeSpan.FromSeconds(60));
        ScriptedSignIn.AssertGranted(await SignInAsync());
    }

    [Fact]
    public async Task Enrolment_under_a_former_number_of_a_school_counts()
    {
        _acm!.Claims = _ => Pupil("040401");
        ScriptedSignIn.AssertGranted(await SignInAsync());
    }

    [Fact]
    public async Task Contract_that_has_ended_does_not_count()
    {
        _acm!.Claims = _ => Pupil("050505");
        Assert.Equal(HttpStatusCode.Forbidden, (await SignInAsync()).Status);
    }

    [Fact]
    public async Task Pupil_is_let_in_though_old_records_can_not_be_removed_and_the_next_sign_in_removes_them()
    {
        const string Temporary = "5c21acc0-0000-4000-8000-000000000999";
        _acm!.Claims = _ => Changed(claims => (claims["ov_leerid_uuid"], claims["ov_account_uuid"]) = (new JsonArray(), Temporary));
        ScriptedSignIn.AssertGranted(await SignInAsync());
        Assert.NotNull(await TemporaryAsync());

        _acm.Claims = _ => Changed(claims => claims["ov_historiek_account_uuid"] = new JsonArray(Temporary));
        _storage!.Intercept = asked => asked.StartsWith("DELETE", StringComparison.Ordinal) ? StorageProxy.Refuse : null;
        ScriptedSignIn.AssertGranted(await SignInAsync());
        Assert.NotNull(await TemporaryAsync());

        _storage.Intercept = _ => null;
        ScriptedSignIn.AssertGranted(await SignInAsync());
        Assert.Null(await TemporaryAsync());

        async Task<StudentSnapshot?> TemporaryAsync()
        {
            StudentKeySet keys = await _rig!.Keys.ForAsync(new Student { AccountUuid = Guid.Parse(Temporary) }, Cancel);
            return await _rig.Students.FindAsync(keys.Own, Cancel);
        }
    }

    private async Task<int> CountStudentsAsync() => await new TableClient(_account, "Students")
        .QueryAsync<TableEntity>(select: ["PartitionKey"], cancellationToken: Cancel).CountAsync(Cancel);

    private static JsonObject Pupil(string school) => Changed(claims => claims["ov_orgcode"] = school);

    private static JsonObject Changed(Action<JsonObject> change)
    {
        JsonObject claims = ScriptedAcm.Pupil();
        change(claims);
        return claims;
    }

    private async Task<Answer> SignInAsync()
    {
        Answer start = await _browser.GetAsync(_rig!.SignInAddress, Cancel);
        return await _browser.GetAsync(
            _rig.At($"/acm/callback?code={start.LocationParameter("nonce")}&state={start.LocationParameter("state")}"), Cancel);
    }

    private static RequestDelegate Failing(string how) => how switch
    {
        "refuses" => StorageProxy.Refuse,
        "breaks off" => context => Task.Run(context.Abort),
        _ => HangAsync,
    };

    private static async Task HangAsync(HttpContext context)
    {
        TaskCompletionSource gone = new();
        await using (context.RequestAborted.Register(gone.SetResult))
            await gone.Task;
    }
}
