using System.Net;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using LeerId.Schools;
using LeerId.Secrets;
using LeerId.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Functions.Tests.SignIn;

/// <summary>The readiness probe <c>/health?ready</c> reports each problem, one per test.</summary>
public sealed class ReadinessTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = SignInRig.NewClock();
    private readonly Browser _browser = new();
    private ScriptedAcm? _acm;
    private StorageProxy? _storage;
    private SignInRig? _rig;

    private static readonly string[] Checks = ["metadata", "keys", "secrets", "tables", "queue", "schools"];

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
    public async Task Every_check_is_ok_when_pupils_can_sign_in()
    {
        Answer answer = await ReadyAsync();
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(
            $"ok {DeclaredVersion.Text}\nmetadata: ok\nkeys: ok\nsecrets: ok\ntables: ok\nqueue: ok\nschools: ok", answer.Body);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        Assert.DoesNotContain(answer.Headers, header => header.Value.Contains(DeclaredVersion.Text, StringComparison.Ordinal));
        Assert.DoesNotContain(_rig!.Logs.Entries, entry => entry.EventId.Id is 6001 or 6002);
    }

    [Fact]
    public async Task Liveness_probe_returns_only_the_version()
    {
        Answer answer = await _browser.GetAsync(_rig!.At("/health"), Cancel);
        Assert.Equal((HttpStatusCode.OK, $"ok {DeclaredVersion.Text}", "no-store"), (answer.Status, answer.Body, answer.Headers["Cache-Control"]));
    }

    [Theory]
    [InlineData("Students")]
    [InlineData("PrivacyLog")]
    [InlineData("Restrictions")]
    public async Task Ready_reports_a_missing_table(string table)
    {
        await ReadyAsync();
        await new TableServiceClient(_storage!.ConnectionString).DeleteTableAsync(table, Cancel);
        await AssertNotReadyAsync("tables", $"{table}: status 404 TableNotFound");
    }

    [Fact]
    public async Task Ready_reports_that_storage_refuses()
    {
        await ReadyAsync();
        _storage!.Intercept = _ => StorageProxy.Refuse;
        _clock.Advance(TimeSpan.FromSeconds(5));
        Answer answer = await ReadyAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Contains("tables: unavailable", answer.Body, StringComparison.Ordinal);
        // The list is cached in memory.
        Assert.Contains("schools: ok", answer.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _browser.GetAsync(_rig!.At("/health"), Cancel)).Status);
    }

    [Fact]
    public async Task Ready_reports_a_missing_queue()
    {
        await ReadyAsync();
        await new QueueClient(_storage!.ConnectionString, "dpo-notices").DeleteAsync(Cancel);
        await AssertNotReadyAsync("queue", "status 404 QueueNotFound");
    }

    [Fact]
    public async Task Ready_reports_that_ACM_does_not_answer()
    {
        await SignInAsync();
        await ReadyAsync();
        _acm!.OnMetadata = StorageProxy.Refuse;
        await AssertNotReadyAsync("metadata", "AnswerInvalid, status 403");
        // Sign-ins continue with the cached list.
        ScriptedSignIn.AssertGranted(await SignInAsync());
    }

    [Fact]
    public async Task Ready_reports_the_issuer_that_ACM_publishes()
    {
        await ReadyAsync();
        _acm!.OnMetadata = context =>
        {
            JsonObject metadata = _acm.Metadata();
            metadata["issuer"] = "https://other.example/op";
            return context.Response.WriteAsJsonAsync(metadata, Cancel);
        };
        await AssertNotReadyAsync("metadata", $"AnswerInvalid, the published issuer is 'https://other.example/op', and not '{_acm.Issuer}'");
    }

    [Theory]
    [InlineData("""{"keys":[]}""", "application/json", "none of the 0 published keys can be used")]
    [InlineData("""{"keys":[{"kty":"EC"},null]}""", "application/json", "none of the 2 published keys can be used")]
    [InlineData("""{"keys":{}}""", "application/json", "AnswerInvalid, a body that is no JSON object with one array 'keys'")]
    [InlineData(
        """{"keys":[]}""", "text/plain", "AnswerInvalid, the content type is 'text/plain', and not application/json or application/jwk-set+json")]
    public async Task Ready_reports_unusable_keys(string keySet, string contentType, string finding)
    {
        await ReadyAsync();
        _acm!.OnKeys = context =>
        {
            context.Response.ContentType = contentType;
            return context.Response.WriteAsync(keySet, Cancel);
        };
        await AssertNotReadyAsync("keys", finding);
    }

    [Theory]
    [InlineData("student-key")]
    [InlineData("id-token-key")]
    [InlineData("provider-token-key")]
    [InlineData("subject-key")]
    [InlineData("sign-in-cookie-key")]
    [InlineData("acm-client-key")]
    public async Task Ready_reports_an_unusable_secret(string secret)
    {
        await using SignInRig rig = await StartAsync(($"Secrets:{secret}", "nonsense"));
        await AssertNotReadyAsync("secrets", $"{secret}: The secret '{secret}' does not have the required form; see docs/operations.md.", rig);
        Assert.DoesNotContain("nonsense", rig.Logs.AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_reports_every_missing_secret()
    {
        await using SignInRig rig = await SignInRig.StartAsync(
            _storage!.ConnectionString, _clock, new Dictionary<string, string?> { ["Acm:Issuer"] = _acm!.Issuer }, Cancel,
            services: services => services.AddSingleton<ISecretReader>(new WithoutKeys(
                (ISecretReader)services.Last(service => service.ServiceType == typeof(ISecretReader)).ImplementationInstance!)));
        await AssertNotReadyAsync(
            "secrets",
            "student-key: The secret 'student-key' is not set (here).; subject-key: The secret 'subject-key' is not set (here).",
            rig);
    }

    [Fact]
    public async Task Ready_is_degraded_while_the_list_of_schools_is_empty()
    {
        foreach (SchoolContract school in (await _rig!.Schools.ListAsync(Cancel)).Contracts)
            await _rig.Schools.DeleteAsync(school.Number, new SchoolEditor("test"), Cancel);
        _clock.Advance(TimeSpan.FromMinutes(2));

        Answer answer = await ReadyAsync();
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(
            $"degraded {DeclaredVersion.Text}\nmetadata: ok\nkeys: ok\nsecrets: ok\ntables: ok\nqueue: ok\nschools: degraded", answer.Body);
        Assert.Single(_rig.Logs.Entries, entry => entry.EventId.Id == 6002);
        Assert.DoesNotContain(_rig.Logs.Entries, entry => entry.EventId.Id == 6001);
    }

    [Fact]
    public async Task Frequent_probes_ask_ACM_once_per_five_seconds()
    {
        await ReadyAsync();
        _acm!.Requests.Clear();
        for (int i = 0; i < 10; i++)
            await ReadyAsync();
        Assert.Empty(_acm.Requests);
    }

    private Task<Answer> ReadyAsync(SignInRig? rig = null) => _browser.GetAsync((rig ?? _rig!).At("/health?ready"), Cancel);

    // The answer names only the check. The details are in the log.
    private async Task AssertNotReadyAsync(string check, string finding, SignInRig? rig = null)
    {
        _clock.Advance(TimeSpan.FromSeconds(5));
        Answer answer = await ReadyAsync(rig);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal(
            [$"unavailable {DeclaredVersion.Text}", .. Checks.Select(name => $"{name}: {(name == check ? "unavailable" : "ok")}")], answer.Body.Split('\n'));
        Assert.Contains((rig ?? _rig!).Logs.Entries, entry =>
            entry.EventId.Id == 6001 && entry.Message == $"Not ready: the check of the {check} failed; found: {finding}");
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

    // LocalHost generates missing secrets, so the test must simulate a missing one.
    private sealed class WithoutKeys(ISecretReader secrets) : ISecretReader
    {
        public Task<SecretVersions> ReadAsync(string name, CancellationToken cancellationToken) => secrets.ReadAsync(Present(name), cancellationToken);

        public Task<SecretVersions> ReadAllAsync(string name, CancellationToken cancellationToken) => secrets.ReadAllAsync(Present(name), cancellationToken);

        public Task<IReadOnlyList<SecretVersion>> ListAsync(string name, CancellationToken cancellationToken) =>
            secrets.ListAsync(Present(name), cancellationToken);

        private static string Present(string name) => name is "student-key" or "subject-key" ? throw new SecretMissingException(name, "here") : name;
    }
}
