using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using LeerId.LocalHost.Application;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Functions.Tests.HandOff;

/// <summary>When the example in C# of docs/integrate.md fetches the keys, and what it keeps.</summary>
public sealed class HandOffReaderKeysTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 9, 1, 6, 30, 0, TimeSpan.Zero));
    private readonly KeyServer _server = new();
    private readonly HttpClient _http;
    private readonly UsedTokens _used;
    private readonly HandOffTokenReader _reader;
    private readonly ECDsaSecurityKey _first = NewKey("first"), _second = NewKey("second");

    public HandOffReaderKeysTests()
    {
        _http = new HttpClient(_server);
        _used = new UsedTokens(_clock);
        _reader = new HandOffTokenReader(_http, "https://leerid.example", "application", _used, _clock);
        _server.Publish(_first);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        _first.ECDsa.Dispose();
        _second.ECDsa.Dispose();
    }

    [Fact]
    public async Task Keys_are_fetched_from_the_published_address_once_in_five_minutes()
    {
        foreach (int seconds in new[] { 0, 1, 298 })
        {
            _clock.Advance(TimeSpan.FromSeconds(seconds));
            Assert.True(await IsAcceptedAsync(_first));
        }

        Assert.Equal(["https://leerid.example/.well-known/jwks.json"], _server.Requests);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await IsAcceptedAsync(_first));
        Assert.Equal(2, _server.Requests.Count);
    }

    [Fact]
    public async Task A_new_key_is_fetched_for_the_first_token_that_it_signed()
    {
        Assert.True(await IsAcceptedAsync(_first));
        _server.Publish(_second, _first);
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.True(await IsAcceptedAsync(_second));
        Assert.True(await IsAcceptedAsync(_first));
        Assert.Equal(2, _server.Requests.Count);
    }

    [Fact]
    public async Task Tokens_with_invented_keys_bring_one_fetch_in_half_a_minute()
    {
        foreach (int seconds in new[] { 0, 10, 19 })
        {
            _clock.Advance(TimeSpan.FromSeconds(seconds));
            Assert.False(await IsAcceptedAsync(_second));
        }

        Assert.Single(_server.Requests);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await IsAcceptedAsync(_second));
        Assert.Equal(2, _server.Requests.Count);
    }

    [Fact]
    public async Task Keys_that_cannot_be_fetched_are_a_fault_and_the_token_is_not_used_up()
    {
        _server.IsAway = true;
        string token = Token(_first);
        await Assert.ThrowsAsync<HttpRequestException>(() => _reader.ReadAsync(token, Cancel));
        _server.IsAway = false;
        Assert.NotNull(await _reader.ReadAsync(token, Cancel));
    }

    [Fact]
    public async Task Used_tokens_are_forgotten_once_they_would_be_refused_for_their_age()
    {
        for (int i = 0; i < 100; i++)
            Assert.True(await IsAcceptedAsync(_first));
        Assert.Equal(100, _used.Count);

        _clock.Advance(TimeSpan.FromSeconds(120));
        Assert.True(await IsAcceptedAsync(_first));
        Assert.Equal(1, _used.Count);
    }

    [Fact]
    public void Used_tokens_go_in_the_order_in_which_they_expire()
    {
        DateTime now = _clock.GetUtcNow().UtcDateTime;
        Assert.True(_used.Add("late", now.AddSeconds(120)));
        Assert.True(_used.Add("early", now.AddSeconds(60)));
        _clock.Advance(TimeSpan.FromSeconds(60));

        Assert.False(_used.Add("late", now.AddSeconds(120)));
        Assert.Equal(1, _used.Count);
    }

    private static ECDsaSecurityKey NewKey(string id) => new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = id };

    private async Task<bool> IsAcceptedAsync(ECDsaSecurityKey key) => await _reader.ReadAsync(Token(key), Cancel) is not null;

    private string Token(ECDsaSecurityKey key) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
    {
        TokenType = "hand-off+jwt",
        Issuer = "https://leerid.example",
        Audience = "application",
        Expires = _clock.GetUtcNow().UtcDateTime.AddSeconds(60),
        Claims = new Dictionary<string, object> { ["jti"] = Guid.NewGuid().ToString("N") },
        SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256),
    });

    private sealed class KeyServer : HttpMessageHandler
    {
        private string _keys = "";

        public List<string> Requests { get; } = [];

        public bool IsAway { get; set; }

        public void Publish(params ECDsaSecurityKey[] keys) => _keys = JsonSerializer.Serialize(new
        {
            keys = keys.Select(key => JsonWebKeyConverter.ConvertFromECDsaSecurityKey(key))
                .Select(key => new { kty = key.Kty, crv = key.Crv, x = key.X, y = key.Y, kid = key.KeyId, use = "sig", alg = "ES256" }),
        });

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add(request.RequestUri!.AbsoluteUri);
            return Task.FromResult(IsAway
                ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)
                : new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(_keys) });
        }
    }
}
