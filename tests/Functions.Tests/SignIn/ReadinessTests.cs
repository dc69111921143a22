using System.Net;
using LeerId.Testing;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Functions.Tests.SignIn;

/// <summary>Whether <c>/health?ready</c> says what is amiss, one thing at a time.</summary>
public sealed class ReadinessTests(AzuriteFixture azurite) : IAsyncLifetime
{
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
        _rig = await StartAsync();
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
    public async Task Ready_tells_when_the_tables_do_not_answer()
    {
        Assert.Equal(HttpStatusCode.OK, (await _browser.GetAsync(_rig!.At("/health?ready"), Cancel)).Status);
        _storage!.Instead = _ => StorageProxy.Refuse;
        _clock.Advance(TimeSpan.FromSeconds(5));
        Answer answer = await _browser.GetAsync(_rig.At("/health?ready"), Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal($"unavailable {DeclaredVersion.Text}", answer.Body);
        Assert.Equal(HttpStatusCode.OK, (await _browser.GetAsync(_rig.At("/health"), Cancel)).Status);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/health?ready")]
    public async Task Answer_is_ok_and_the_version_and_nothing_more(string address)
    {
        Answer answer = await _browser.GetAsync(_rig!.At(address), Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal($"ok {DeclaredVersion.Text}", answer.Body);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        Assert.DoesNotContain(answer.Headers, header => header.Value.Contains(DeclaredVersion.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ready_tells_when_ACM_does_not_answer_any_more()
    {
        await SignInAsync();
        Assert.Equal(HttpStatusCode.OK, (await _browser.GetAsync(_rig!.At("/health?ready"), Cancel)).Status);
        _acm!.OnMetadata = StorageProxy.Refuse;
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _browser.GetAsync(_rig.At("/health?ready"), Cancel)).Status);
        // Sign-ins go on with what is in memory.
        ScriptedSignIn.AssertGranted(await SignInAsync());
    }

    [Theory]
    [InlineData("student-key")]
    [InlineData("id-token-key")]
    [InlineData("provider-token-key")]
    [InlineData("subject-key")]
    [InlineData("sign-in-cookie-key")]
    [InlineData("acm-client-key")]
    public async Task Ready_tells_when_a_secret_can_not_be_used(string secret)
    {
        await using SignInRig rig = await StartAsync(($"Secrets:{secret}", "nonsense"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _browser.GetAsync(rig.At("/health?ready"), Cancel)).Status);
        Assert.Contains(rig.Logs.Entries, entry => entry.AllText.Contains("Not ready: secrets", StringComparison.Ordinal));
    }

    private Task<SignInRig> StartAsync(params (string Name, string Value)[] settings) => SignInRig.StartAsync(
        _storage!.ConnectionString, _clock,
        new Dictionary<string, string?>(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))
        {
            ["Acm:Issuer"] = _acm!.Issuer,
        },
        Cancel);

    private async Task<Answer> SignInAsync()
    {
        Answer start = await _browser.GetAsync(_rig!.SignInAddress, Cancel);
        return await _browser.GetAsync(
            _rig.At($"/acm/callback?code={start.LocationParameter("nonce")}&state={start.LocationParameter("state")}"), Cancel);
    }
}
