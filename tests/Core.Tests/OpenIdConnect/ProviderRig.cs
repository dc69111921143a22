using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using System.Text.Json.Nodes;
using LeerId.OpenIdConnect;
using LeerId.Settings;
using LeerId.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Core.Tests.OpenIdConnect;

/// <summary>An OpenID provider without a network. A test changes its documents, its key, and the status and cache header of its answers.</summary>
internal sealed class ProviderRig : HttpMessageHandler, IHttpClientFactory
{
    public const string Issuer = "https://provider.example/op";

    private readonly LoggerFactory _loggers;

    public ProviderRig()
    {
        _loggers = new LoggerFactory([Logs]);
        Discovery = new JsonObject
        {
            ["issuer"] = Issuer,
            ["authorization_endpoint"] = $"{Issuer}/v1/auth",
            ["token_endpoint"] = $"{Issuer}/v1/token",
            ["jwks_uri"] = $"{Issuer}/v1/keys",
            ["userinfo_endpoint"] = $"{Issuer}/v1/userinfo",
            ["end_session_endpoint"] = $"{Issuer}/v1/logout",
        };
        Metadata = new ProviderMetadata(
            "the provider", Issuer, new ProviderHttpClient(this), new AddressRules(new ConfigurationBuilder().Build()), Clock,
            _loggers.CreateLogger<ProviderMetadata>());
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 9, 1, 6, 30, 0, TimeSpan.Zero));

    public LogCapture Logs { get; } = new();

    public JsonObject Discovery { get; }

    /// <summary>The signing key. The key set contains only this key.</summary>
    public TestKey Key { get; set; } = TestKey.Create("k1");

    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    public TimeSpan? KeysMaxAge { get; set; }

    /// <summary>A replacement for the key set; null for the key set with <see cref="Key"/>.</summary>
    public string? KeySet { get; set; }

    public string MediaType { get; set; } = MediaTypeNames.Application.Json;

    /// <summary>A task that each request awaits before it is answered.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>The last path segment of each request.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>The media types in the Accept header of the last request.</summary>
    public string? Accept { get; private set; }

    public ProviderMetadata Metadata { get; }

    public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

    /// <summary>Creates a token with the given claims, signed with the provider's key.</summary>
    public string Token(JsonObject claims, Action<TokenDraft>? bend = null)
    {
        TokenDraft draft = new() { Header = new JsonObject { ["alg"] = "RS256", ["kid"] = Key.Id }, Claims = claims, Sign = Key.Sign };
        bend?.Invoke(draft);
        return draft.Compose();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string last = request.RequestUri!.Segments[^1];
        Requests.Add(last);
        Accept = request.Headers.Accept.ToString();
        await Gate;
        string body = request.RequestUri.AbsoluteUri switch
        {
            Issuer + "/.well-known/openid-configuration" => Discovery.ToJsonString(),
            Issuer + "/v1/keys" => KeySet ?? new JsonObject { ["keys"] = new JsonArray(Key.Jwk) }.ToJsonString(),
            _ => throw new InvalidOperationException($"Nothing is at {request.RequestUri}."),
        };
        HttpResponseMessage response = new(Status) { Content = new StringContent(body, Encoding.UTF8, MediaType) };
        if (last == "keys" && KeysMaxAge is { } age)
            response.Headers.CacheControl = new CacheControlHeaderValue { MaxAge = age };
        return response;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _loggers.Dispose();
        base.Dispose(disposing);
    }
}
