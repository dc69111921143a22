using System.Net;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using LeerId.Secrets;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Core.Tests.Secrets;

/// <summary>The real Key Vault client with answers in the vault's format, because the vault itself can't run here.</summary>
public sealed class KeyVaultSecretReaderTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private readonly VaultHandler _vault = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_gives_the_newest_version_and_the_one_before()
    {
        _vault.Add("v2", createdDaysAgo: 5);
        _vault.Add("v3", createdDaysAgo: 1);
        _vault.Add("v1", createdDaysAgo: 90);

        SecretVersions versions = await ReadAsync();

        Assert.Equal("value of v3", versions.Current);
        Assert.Equal("value of v2", versions.Previous);
    }

    [Fact]
    public async Task Read_accepts_a_version_of_the_last_quarter_of_an_hour_and_does_not_use_it_yet()
    {
        _vault.Add("old", createdDaysAgo: 90);
        _vault.Add("new", createdMinutesAgo: 14);

        SecretVersions versions = await ReadAsync();
        Assert.Equal(("value of old", null, "value of new"), (versions.Current, versions.Previous, versions.Next));

        _vault.Clear();
        _vault.Add("old", createdDaysAgo: 90);
        _vault.Add("new", createdMinutesAgo: 15);
        versions = await ReadAsync();
        Assert.Equal(("value of new", "value of old", null), (versions.Current, versions.Previous, versions.Next));
    }

    [Fact]
    public async Task Read_gives_older_versions_only_to_a_caller_that_asks_for_all()
    {
        _vault.Add("v1", createdDaysAgo: 400);
        _vault.Add("v4", createdDaysAgo: 30);
        _vault.Add("v2", createdDaysAgo: 200);
        _vault.Add("v3", createdDaysAgo: 90);
        _vault.Add("v0", createdDaysAgo: 500, enabled: false);
        _vault.Add("v5", createdMinutesAgo: 1);

        SecretVersions usable = await ReadAsync(), all = await ReadAsync((reader, name) => reader.ReadAllAsync(name, Cancel));

        Assert.Empty(usable.Older);
        Assert.Equal(("value of v4", "value of v3", "value of v5"), (all.Current, all.Previous, all.Next));
        Assert.Equal(["value of v2", "value of v1"], all.Older);
    }

    [Fact]
    public async Task Read_uses_a_new_version_at_once_when_it_is_the_only_one()
    {
        _vault.Add("first", createdMinutesAgo: 1);
        Assert.Equal("value of first", (await ReadAsync()).Current);
    }

    [Fact]
    public async Task Read_passes_over_versions_that_are_disabled_expired_or_not_yet_valid()
    {
        _vault.Add("disabled", createdDaysAgo: 1, enabled: false);
        _vault.Add("expired", createdDaysAgo: 2, expiresInDays: 0);
        _vault.Add("future", createdDaysAgo: 3, startsInDays: 1);
        _vault.Add("good", createdDaysAgo: 4, startsInDays: -4, expiresInDays: 1);

        SecretVersions versions = await ReadAsync();

        Assert.Equal("value of good", versions.Current);
        Assert.Null(versions.Previous);
    }

    [Fact]
    public async Task List_gives_every_enabled_version_with_its_expiry_and_reads_no_value()
    {
        _vault.Add("old", createdDaysAgo: 400);
        _vault.Add("expired", createdDaysAgo: 90, expiresInDays: -1);
        _vault.Add("new", createdDaysAgo: 1, expiresInDays: 30);
        _vault.Add("disabled", createdDaysAgo: 0, enabled: false, expiresInDays: 1);
        _vault.ReadsValues = false;

        IReadOnlyList<SecretVersion> versions = await ReadAsync((reader, name) => reader.ListAsync(name, Cancel));

        Assert.Equal(
            [new(Now.AddDays(-1), Now.AddDays(30)), new(Now.AddDays(-90), Now.AddDays(-1)), new(Now.AddDays(-400), null)], versions);
    }

    [Fact]
    public async Task Read_says_which_secret_is_missing()
    {
        SecretMissingException missing = await Assert.ThrowsAsync<SecretMissingException>(ReadAsync);
        Assert.Contains("student-key", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_fails_if_the_vault_refuses()
    {
        _vault.Status = HttpStatusCode.Forbidden;
        Assert.Equal(403, (await Assert.ThrowsAsync<RequestFailedException>(ReadAsync)).Status);
    }

    public void Dispose() => _vault.Dispose();

    private Task<SecretVersions> ReadAsync() => ReadAsync((reader, name) => reader.ReadAsync(name, Cancel));

    private async Task<T> ReadAsync<T>(Func<KeyVaultSecretReader, string, Task<T>> read)
    {
        using HttpClientTransport transport = new(_vault);
        SecretClientOptions options = new() { Transport = transport, DisableChallengeResourceVerification = true };
        options.Retry.MaxRetries = 0;
        SecretClient client = new(new Uri("https://vault.example"), new Credential(), options);
        return await read(new KeyVaultSecretReader(client, new FakeTimeProvider(Now)), "student-key");
    }

    private sealed class Credential : TokenCredential
    {
        private static readonly AccessToken Token = new("token", DateTimeOffset.MaxValue);

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => Token;

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(Token);
    }

    private sealed class VaultHandler : HttpMessageHandler
    {
        private readonly List<(string Version, object Attributes)> _versions = [];

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        /// <summary>Whether the test expects that values are read.</summary>
        public bool ReadsValues { get; set; } = true;

        public void Clear() => _versions.Clear();

        public void Add(
            string version, int createdDaysAgo = 0, int createdMinutesAgo = 0, bool enabled = true, int? startsInDays = null, int? expiresInDays = null) =>
            _versions.Add((version, new
            {
                enabled,
                created = Now.AddDays(-createdDaysAgo).AddMinutes(-createdMinutesAgo).ToUnixTimeSeconds(),
                updated = Now.AddDays(-createdDaysAgo).AddMinutes(-createdMinutesAgo).ToUnixTimeSeconds(),
                nbf = startsInDays is { } start ? Now.AddDays(start).ToUnixTimeSeconds() : (long?)null,
                exp = expiresInDays is { } end ? Now.AddDays(end).ToUnixTimeSeconds() : (long?)null,
            }));

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Headers.Authorization is null)
            {
                HttpResponseMessage challenge = Answer(HttpStatusCode.Unauthorized, new { });
                challenge.Headers.Add("WWW-Authenticate", "Bearer authorization=\"https://login.example/tenant\", resource=\"https://vault.example\"");
                return Task.FromResult(challenge);
            }

            if (Status != HttpStatusCode.OK)
                return Task.FromResult(Answer(Status, new { error = new { code = "Forbidden", message = "no" } }));

            string[] path = request.RequestUri!.AbsolutePath.Trim('/').Split('/');
            return Task.FromResult(path switch
            {
                ["secrets", "student-key", "versions"] when _versions.Count == 0 =>
                    Answer(HttpStatusCode.NotFound, new { error = new { code = "SecretNotFound", message = "none" } }),
                ["secrets", "student-key", "versions"] =>
                    Answer(
                        HttpStatusCode.OK,
                        new { value = _versions.Select(v => new { id = Id(v.Version), attributes = v.Attributes }), nextLink = (string?)null }),
                ["secrets", "student-key", var version] when ReadsValues =>
                    Answer(
                        HttpStatusCode.OK,
                        new { value = "value of " + version, id = Id(version), attributes = _versions.Single(v => v.Version == version).Attributes }),
                _ => throw new InvalidOperationException("A call that was not expected."),
            });
        }

        private static string Id(string version) => $"https://vault.example/secrets/student-key/{version}";

        private static HttpResponseMessage Answer(HttpStatusCode status, object body) => new(status)
        {
            Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
        };
    }
}
