using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;

namespace LeerId.Core.Tests.Secrets.Inventory;

/// <summary>Answers the real client of Key Vault in the vault's form: the vault itself can't run here.</summary>
internal sealed class FakeVault(TimeProvider clock) : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<Version>> _secrets = [];
    private int _versions;

    /// <summary>Whether the app has the role with which it may store secrets.</summary>
    public bool MayStore { get; set; }

    /// <summary>Whether the vault refuses every request.</summary>
    public bool IsAway { get; set; }

    /// <summary>The names of deleted secrets, which the vault stores nothing under until they are recovered or purged.</summary>
    public HashSet<string> Deleted { get; } = [];

    /// <summary>Called after a version was stored, with its name, before the answer is sent.</summary>
    public Action<string>? Stored { get; set; }

    /// <summary>The names, in the order in which their first versions were stored.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_lock)
                return [.. _secrets.Keys];
        }
    }

    public SecretClient Client()
    {
        SecretClientOptions options = new() { Transport = new HttpClientTransport(this), DisableChallengeResourceVerification = true };
        options.Retry.MaxRetries = 0;
        return new SecretClient(new Uri("https://vault.example"), new Credential(), options);
    }

    public IReadOnlyList<Version> Of(string name)
    {
        lock (_lock)
            return [.. _secrets.GetValueOrDefault(name, [])];
    }

    public void Add(string name, string value, DateTimeOffset? expiresAt = null, bool enabled = true, DateTimeOffset? createdAt = null)
    {
        lock (_lock)
        {
            if (!_secrets.TryGetValue(name, out List<Version>? versions))
                _secrets[name] = versions = [];
            string id = $"{++_versions:x32}";
            versions.Add(new Version(id, value, enabled, createdAt ?? clock.GetUtcNow(), expiresAt));
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.Authorization is null)
        {
            HttpResponseMessage challenge = Answer(HttpStatusCode.Unauthorized, new { });
            challenge.Headers.Add("WWW-Authenticate", "Bearer authorization=\"https://login.example/tenant\", resource=\"https://vault.example\"");
            return challenge;
        }

        if (IsAway)
            return Fault(HttpStatusCode.ServiceUnavailable, "ServiceUnavailable");
        string[] path = request.RequestUri!.AbsolutePath.Trim('/').Split('/');
        JsonNode? body = request.Content is null ? null : JsonNode.Parse(await request.Content.ReadAsStringAsync(cancellationToken));
        return (request.Method.Method, path) switch
        {
            ("GET", ["secrets", var name, "versions"]) => List(name),
            ("GET", ["secrets", var name, var version]) => Answer(HttpStatusCode.OK, Bundle(name, Find(name, version))),
            ("PUT", ["secrets", var name]) => Store(name, body!),
            ("PATCH", ["secrets", var name, var version]) => Update(name, version, body!),
            _ => throw new InvalidOperationException("A call that was not expected."),
        };
    }

    private HttpResponseMessage List(string name) => Of(name) is { Count: > 0 } versions
        ? Answer(HttpStatusCode.OK, new { value = versions.Select(version => new { id = Id(name, version), attributes = Attributes(version) }) })
        : Fault(HttpStatusCode.NotFound, "SecretNotFound");

    private HttpResponseMessage Store(string name, JsonNode body)
    {
        if (!MayStore)
            return Fault(HttpStatusCode.Forbidden, "Forbidden");
        if (Deleted.Contains(name))
            return Fault(HttpStatusCode.Conflict, "Conflict");
        Version stored;
        lock (_lock)
        {
            long? expires = (long?)body["attributes"]?["exp"];
            Add(name, (string)body["value"]!, expires is { } end ? DateTimeOffset.FromUnixTimeSeconds(end) : null);
            stored = _secrets[name][^1];
        }

        Stored?.Invoke(name);
        return Answer(HttpStatusCode.OK, Bundle(name, stored));
    }

    private HttpResponseMessage Update(string name, string version, JsonNode body)
    {
        if (!MayStore)
            return Fault(HttpStatusCode.Forbidden, "Forbidden");
        lock (_lock)
        {
            int index = _secrets[name].FindIndex(one => one.Id == version);
            _secrets[name][index] = _secrets[name][index] with { Enabled = (bool)body["attributes"]!["enabled"]! };
            return Answer(HttpStatusCode.OK, Bundle(name, _secrets[name][index]));
        }
    }

    private Version Find(string name, string version) => Of(name).Single(one => one.Id == version);

    private static object Bundle(string name, Version version) => new { value = version.Value, id = Id(name, version), attributes = Attributes(version) };

    private static object Attributes(Version version) => new
    {
        enabled = version.Enabled,
        created = version.CreatedAt.ToUnixTimeSeconds(),
        updated = version.CreatedAt.ToUnixTimeSeconds(),
        exp = version.ExpiresAt?.ToUnixTimeSeconds(),
    };

    private static string Id(string name, Version version) => $"https://vault.example/secrets/{name}/{version.Id}";

    private static HttpResponseMessage Fault(HttpStatusCode status, string code) => Answer(status, new { error = new { code, message = "no" } });

    private static HttpResponseMessage Answer(HttpStatusCode status, object body) => new(status)
    {
        Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
    };

    /// <summary>One version of a secret.</summary>
    internal sealed record Version(string Id, string Value, bool Enabled, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);

    private sealed class Credential : TokenCredential
    {
        private static readonly AccessToken Token = new("token", DateTimeOffset.MaxValue);

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => Token;

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(Token);
    }
}
