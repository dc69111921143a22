using System.Net;
using LeerId.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Functions.Tests.SignIn;

/// <summary>Requests without proof that they belong to a sign-in, and the possible effects of a single cookie.</summary>
public sealed class StrangerTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const int Refused = 1010;
    private const int Unrecorded = 1012;
    private const int Ended = 1013;
    private const int Reported = 1014;

    private readonly FakeTimeProvider _clock = SignInRig.NewClock();
    private readonly Browser _browser = new();
    private ScriptedAcm? _acm;
    private StorageProxy? _storage;
    private SignInRig? _rig;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ScriptedAcm Acm => _acm!;

    private SignInRig Rig => _rig!;

    // When the clock moves, the timers store records of their runs.
    private IEnumerable<string> Writes => _storage!.Requests.Where(
        request => !request.StartsWith("GET", StringComparison.Ordinal) && !request.Contains("Runs", StringComparison.Ordinal));

    private int TokenRequests => Acm.Requests.Count(request => request == "POST /op/v1/token");

    public async ValueTask InitializeAsync()
    {
        _acm = await ScriptedAcm.StartAsync(SignInRig.ClientId, _clock);
        _storage = await StorageProxy.StartAsync(azurite.NewAccount());
        _rig = await SignInRig.StartAsync(_storage.ConnectionString, _clock, new Dictionary<string, string?> { ["Acm:Issuer"] = _acm.Issuer }, Cancel);
        await SignInAsync();
        _clock.Advance(TimeSpan.FromMinutes(1));
        _storage.Requests.Clear();
        _acm.Requests.Clear();
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
    public async Task Request_without_a_sign_in_writes_nothing_and_is_counted_per_minute()
    {
        int lines = Events(Refused).Count;
        (string _, string nonce) = await StartAsync();
        KeyValuePair<string, string> cookie = Assert.Single(_browser.Cookies);
        foreach ((string address, string? value, string reason) in new[]
        {
            ("/acm/callback", null, "response-invalid"),
            ("/acm/callback?code=x", null, "response-invalid"),
            ("/acm/callback?code=x&state=a&state=b", null, "response-invalid"),
            ("/acm/callback?error=server_error&state=x", null, "state-cookie-missing"),
            ($"/acm/callback?code={nonce}&state=x", cookie.Value, "state-mismatch"),
            ($"/acm/callback?code={nonce}&state={cookie.Key["__Host-sign-in-".Length..]}", cookie.Value, "state-mismatch"),
            ($"/acm/callback?code={nonce}&state={cookie.Key["__Host-sign-in-".Length..]}", "x.x.x.x.x", "state-cookie-invalid"),
            ("/authorize?client_id=elsewhere", null, "application-request-invalid"),
        })
        {
            using Browser stranger = new();
            if (value is not null)
                stranger.Cookies[cookie.Key] = value;
            Answer answer = await stranger.GetAsync(Rig.At(address), Cancel);
            Assert.Equal((HttpStatusCode.BadRequest, reason), (answer.Status, ScriptedSignIn.UnrecordedReasonOf(answer)));
        }

        Assert.Empty(Writes);
        Assert.Equal(0, TokenRequests);
        Assert.Equal(lines, Events(Refused).Count);
        Assert.Empty(Events(Unrecorded));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains(
            "Reasons=application-request-invalid 1, response-invalid 3, state-cookie-invalid 1, state-cookie-missing 1, state-mismatch 2",
            Assert.Single(Events(Unrecorded)).AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expired_cookie_writes_nothing()
    {
        (string state, string nonce) = await StartAsync();
        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("state-expired", ScriptedSignIn.UnrecordedReasonOf(await CallbackAsync($"code={nonce}&state={state}")));
        Assert.Empty(Writes);
        Assert.Equal(0, TokenRequests);
    }

    [Fact]
    public async Task Start_during_an_outage_of_ACM_writes_nothing()
    {
        _clock.Advance(TimeSpan.FromDays(2));
        Acm.OnMetadata = context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        Answer answer = await _browser.GetAsync(Rig.SignInAddress, Cancel);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "acm-failed"), (answer.Status, ScriptedSignIn.UnrecordedReasonOf(answer)));
        Assert.DoesNotContain("POST PrivacyLog", Writes);
    }

    [Fact]
    public async Task Cookie_allows_five_token_requests_and_then_writes_nothing()
    {
        (string state, string nonce) = await StartAsync();
        Dictionary<string, string> cookies = new(_browser.Cookies);
        Acm.OnToken = context =>
        {
            context.Response.StatusCode = 400;
            return context.Response.WriteAsJsonAsync(new { error = "invalid_grant" }, Cancel);
        };
        for (int attempt = 0; attempt < 5; attempt++)
            Assert.Null(ScriptedSignIn.UnrecordedReasonOf(await ReplayAsync(cookies, $"code=invented&state={state}")));

        _storage!.Requests.Clear();
        Acm.Reset();
        Answer sixth = await ReplayAsync(cookies, $"code={nonce}&state={state}");
        Assert.Equal((HttpStatusCode.BadRequest, "too-many-attempts"), (sixth.Status, ScriptedSignIn.UnrecordedReasonOf(sixth)));
        Assert.Equal(5, TokenRequests);
        Assert.Empty(Writes);
        // Another sign-in of the same browser is not affected.
        ScriptedSignIn.AssertGranted(await SignInAsync());
    }

    [Theory]
    [InlineData("code")]
    [InlineData("error")]
    public async Task Sign_in_that_finished_is_finished(string how)
    {
        (string state, string nonce) = await StartAsync();
        Dictionary<string, string> cookies = new(_browser.Cookies);
        await CallbackAsync(how == "code" ? $"code={nonce}&state={state}" : $"error=access_denied&state={state}");
        _storage!.Requests.Clear();
        Acm.Requests.Clear();

        foreach (string query in new[] { $"code={nonce}&state={state}", $"error=access_denied&state={state}", $"state={state}" })
        {
            Answer again = await ReplayAsync(cookies, query);
            Assert.Equal((HttpStatusCode.BadRequest, "state-finished"), (again.Status, ScriptedSignIn.UnrecordedReasonOf(again)));
        }

        Assert.Equal(0, TokenRequests);
        Assert.Empty(Writes);
    }

    [Fact]
    public async Task Two_codes_of_one_sign_in_at_the_same_time_let_the_pupil_in_once()
    {
        (string state, string nonce) = await StartAsync();
        Dictionary<string, string> cookies = new(_browser.Cookies);
        Gate gate = new(Acm.OnToken, requests: 2);
        Acm.OnToken = gate.PassAsync;

        Answer[] answers = await Task.WhenAll(ReplayAsync(cookies, $"code={nonce}&state={state}"), ReplayAsync(cookies, $"code={nonce}&state={state}"));

        ScriptedSignIn.AssertGranted(Assert.Single(answers, answer => answer.Code is not null));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Error_reported_by_the_browser_is_no_failed_sign_in()
    {
        int lines = Events(Refused).Count;
        foreach (string error in new[] { "access_denied", "server_error", "temporarily_unavailable", "invalid_scope" })
        {
            (string state, string _) = await StartAsync();
            Answer answer = await CallbackAsync($"error={error}&state={state}");
            Assert.Null(ScriptedSignIn.UnrecordedReasonOf(answer));
        }

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(4, Events(Reported).Count);
        Assert.Equal(4, Writes.Count());
        Assert.Equal(lines, Events(Refused).Count);
        Assert.Single(Events(Ended));
    }

    [Fact]
    public async Task Failed_and_granted_sign_ins_are_counted_despite_many_other_requests()
    {
        await SignInAsync();
        Acm.OnToken = context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        await SignInAsync();
        await SignInAsync();
        for (int stranger = 0; stranger < 50; stranger++)
            await _browser.GetAsync(Rig.At("/acm/callback?code=x&state=y"), Cancel);

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains("Ended=3\nFailed=2", Events(Ended)[^1].AllText, StringComparison.Ordinal);
    }

    private List<LogEntry> Events(int id) => [.. Rig.Logs.Entries.Where(
        entry => entry.EventId.Id == id && entry.Category.StartsWith("LeerId.SignIn", StringComparison.Ordinal))];

    private async Task<(string State, string Nonce)> StartAsync()
    {
        Answer start = await _browser.GetAsync(Rig.SignInAddress, Cancel);
        return (start.LocationParameter("state"), start.LocationParameter("nonce"));
    }

    private Task<Answer> CallbackAsync(string query) => _browser.GetAsync(Rig.At($"/acm/callback?{query}"), Cancel);

    /// <summary>A browser with a copy of the cookies, which answers don't delete.</summary>
    private async Task<Answer> ReplayAsync(Dictionary<string, string> cookies, string query)
    {
        using Browser copy = new();
        foreach ((string name, string value) in cookies)
            copy.Cookies[name] = value;
        return await copy.GetAsync(Rig.At($"/acm/callback?{query}"), Cancel);
    }

    private async Task<Answer> SignInAsync()
    {
        (string state, string nonce) = await StartAsync();
        return await CallbackAsync($"code={nonce}&state={state}");
    }

    /// <summary>Holds requests until a given number has arrived.</summary>
    private sealed class Gate(RequestDelegate next, int requests)
    {
        private readonly TaskCompletionSource _open = new();
        private int _waiting;

        public async Task PassAsync(HttpContext context)
        {
            if (Interlocked.Increment(ref _waiting) == requests)
                _open.SetResult();
            await _open.Task;
            await next(context);
        }
    }
}
