using System.Net;
using LeerId.Testing;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Functions.Tests.SignIn;

/// <summary>
/// All requests to storage or ACM fail: the answers to pupils and applications, the requests that are no longer sent, and the recovery.
/// </summary>
public sealed class BreakerTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const int MoreThanEnough = 30;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _clock = SignInRig.NewClock();
    private readonly Browser _browser = new();
    private ScriptedAcm? _acm;
    private StorageProxy? _storage;
    private SignInRig? _rig;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _acm = await ScriptedAcm.StartAsync(SignInRig.ClientId, _clock);
        _storage = await StorageProxy.StartAsync(azurite.NewAccount());
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
    public async Task While_storage_fails_a_new_sign_in_gets_the_page_that_retries_and_a_running_one_is_refused()
    {
        Answer began = await StartAsync();
        await FailStorageAsync();
        int asked = _storage!.Requests.Count;

        AssertBusy(await StartAsync());
        Answer back = await BackAsync(began);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, back.Status);
        Assert.NotNull(back.SupportCode);
        Assert.Equal(asked, _storage.Requests.Count);

        await RecoverAsync(() => _storage.Intercept = _ => null);
        ScriptedSignIn.AssertGranted(await BackAsync(await StartAsync()));
    }

    [Fact]
    public async Task Only_GET_of_authorize_is_answered_with_the_page_that_retries()
    {
        await FailStorageAsync();

        Answer posted = await _browser.PostAsync(_rig!.At("/authorize"), _rig.Application.Parameters(), Cancel);
        Assert.Equal(HttpStatusCode.Found, posted.Status);
        Answer health = await _browser.GetAsync(_rig.At("/health"), Cancel);
        Assert.Equal(HttpStatusCode.OK, health.Status);
        Answer ended = await _browser.GetAsync(_rig.At("/end-session/done"), Cancel);
        Assert.Equal(HttpStatusCode.OK, ended.Status);
    }

    [Fact]
    public async Task Token_and_userinfo_answer_503_with_Retry_After_and_the_code_works_afterwards()
    {
        string code = (await BackAsync(await StartAsync())).Code!;
        string other = (await _rig!.Application.RedeemAsync((await BackAsync(await StartAsync())).Code, Cancel))
            .Json.GetProperty("access_token").GetString()!;
        await FailStorageAsync();
        int asked = _storage!.Requests.Count;

        AssertLater(await _rig.Application.RedeemAsync(code, Cancel));
        AssertLater(await _rig.Application.UserinfoAsync(other, Cancel));
        Assert.Equal(asked, _storage.Requests.Count);

        await RecoverAsync(() => _storage.Intercept = _ => null);
        Assert.Equal(HttpStatusCode.OK, (await _rig.Application.RedeemAsync(code, Cancel)).Status);
        Assert.Equal(HttpStatusCode.OK, (await _rig.Application.UserinfoAsync(other, Cancel)).Status);
    }

    [Fact]
    public async Task While_ACM_fails_it_gets_no_code_and_a_new_sign_in_gets_the_page_that_retries()
    {
        Answer began = await StartAsync();
        _acm!.OnToken = StorageProxy.Busy("1");
        _acm.OnMetadata = StorageProxy.Busy("1");
        for (int pupil = 0; pupil < MoreThanEnough; pupil++)
        {
            Answer start = await StartAsync();
            if (start.Status != HttpStatusCode.Found)
                break;
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await BackAsync(start)).Status);
        }

        int asked = _acm.Requests.Count;
        AssertBusy(await StartAsync());
        Answer back = await BackAsync(began);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, back.Status);
        Assert.NotNull(back.SupportCode);
        Assert.Equal(asked, _acm.Requests.Count);

        await RecoverAsync(_acm.Reset);
        ScriptedSignIn.AssertGranted(await BackAsync(await StartAsync()));
    }

    [Fact]
    public async Task Log_records_failure_and_recovery_of_storage_and_the_number_of_rejected_sign_ins()
    {
        await FailStorageAsync();
        await RecoverAsync(() => _storage!.Intercept = _ => null);
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Contains("storage", Assert.Single(_rig!.Logs.Entries, entry => entry.EventId.Id == 5030).Message, StringComparison.Ordinal);
        await Eventually.TrueAsync("the log tells it", () => _rig.Logs.Entries.Any(entry => entry.EventId.Id == 5031), Cancel);
        Assert.Contains(_rig.Logs.Entries, entry => entry.EventId.Id == 1015);
    }

    private async Task FailStorageAsync()
    {
        // Earlier answers no longer count.
        _clock.Advance(Pause * 5);
        _storage!.Intercept = _ => StorageProxy.Busy("60");
        for (int pupil = 0; pupil < MoreThanEnough; pupil++)
        {
            Answer start = await StartAsync();
            if (start.Status == HttpStatusCode.Found)
                await BackAsync(start);
            else
                return;
        }

        Assert.Fail("Storage is still asked.");
    }

    // Only this moves the clock, because probes are sent two seconds apart.
    private async Task RecoverAsync(Action recover)
    {
        recover();
        await Eventually.TrueAsync(
            "a sign-in may begin",
            async () =>
            {
                _clock.Advance(Pause);
                return (await StartAsync()).Status == HttpStatusCode.Found;
            },
            Cancel);
    }

    private static void AssertBusy(Answer answer)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal("Het is druk", answer.Document.Title);
        Assert.Null(answer.SupportCode);
        Assert.InRange(int.Parse(answer.Headers["Refresh"], null), 5, 15);
        Assert.Equal(answer.Headers["Refresh"], answer.Headers["Retry-After"]);
    }

    private static void AssertLater(JsonAnswer answer)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
        Assert.Equal("temporarily_unavailable", answer.Error);
    }

    private Task<Answer> StartAsync() => _browser.GetAsync(_rig!.SignInAddress, Cancel);

    private Task<Answer> BackAsync(Answer start) => _browser.GetAsync(
        _rig!.At($"/acm/callback?code={start.LocationParameter("nonce")}&state={start.LocationParameter("state")}"), Cancel);
}
