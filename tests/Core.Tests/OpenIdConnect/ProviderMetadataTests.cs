using System.Net;
using LeerId.OpenIdConnect;
using LeerId.Testing;
using Microsoft.Extensions.Logging;

namespace LeerId.Core.Tests.OpenIdConnect;

/// <summary>What is taken from a provider's discovery document, and how long its keys are used.</summary>
public sealed class ProviderMetadataTests : IDisposable
{
    private readonly ProviderRig _provider = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _provider.Dispose();

    [Fact]
    public async Task Endpoints_are_those_of_the_discovery_document()
    {
        Assert.Equal(
            new ProviderEndpoints(At("auth"), At("token"), At("keys"), At("userinfo"), At("logout")),
            await _provider.Metadata.EndpointsAsync(Cancel));
        Assert.Equal("application/json", _provider.Accept);
        Assert.Empty(_provider.Logs.Entries);
    }

    [Theory]
    [InlineData("userinfo_endpoint")]
    [InlineData("end_session_endpoint")]
    public async Task Endpoint_that_not_every_provider_has_may_be_missing(string name)
    {
        _provider.Discovery.Remove(name);

        ProviderEndpoints endpoints = await _provider.Metadata.EndpointsAsync(Cancel);

        Assert.Null(name == "userinfo_endpoint" ? endpoints.UserInfo : endpoints.EndSession);
    }

    [Theory]
    [InlineData("issuer", null)]
    [InlineData("issuer", "https://provider.example/op/")]
    [InlineData("authorization_endpoint", null)]
    [InlineData("token_endpoint", null)]
    [InlineData("jwks_uri", null)]
    [InlineData("jwks_uri", "/op/v1/keys")]
    [InlineData("jwks_uri", "http://provider.example/op/v1/keys")]
    public async Task Document_of_another_issuer_or_without_a_secure_address_is_refused(string name, string? value)
    {
        _provider.Discovery[name] = value;
        await FailsAsync(ProviderFault.AnswerInvalid);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, nameof(ProviderFault.AnswerInvalid))]
    [InlineData(HttpStatusCode.Created, nameof(ProviderFault.AnswerInvalid))]
    [InlineData(HttpStatusCode.InternalServerError, nameof(ProviderFault.Failed))]
    [InlineData(HttpStatusCode.ServiceUnavailable, nameof(ProviderFault.Failed))]
    public async Task Answer_with_another_status_is_a_fault_and_is_logged(HttpStatusCode status, string fault)
    {
        _provider.Status = status;

        await FailsAsync(Enum.Parse<ProviderFault>(fault));

        LogEntry entry = Assert.Single(_provider.Logs.Entries);
        Assert.Equal((LogLevel.Error, 1001), (entry.Level, entry.EventId.Id));
        Assert.Equal($"The discovery document of the provider could not be loaded: {fault}", entry.Message);
    }

    [Fact]
    public async Task Keys_that_cannot_be_loaded_are_logged()
    {
        await _provider.Metadata.EndpointsAsync(Cancel);
        _provider.Status = HttpStatusCode.ServiceUnavailable;

        await Assert.ThrowsAsync<ProviderUnavailableException>(() => _provider.Metadata.PreloadAsync(Cancel).AsTask());

        Assert.Equal("The key set of the provider could not be loaded: Failed", Assert.Single(_provider.Logs.Entries).Message);
    }

    [Fact]
    public async Task Preloaded_documents_are_not_asked_for_again()
    {
        await _provider.Metadata.PreloadAsync(Cancel);
        await _provider.Metadata.KeysAsync("k1", Cancel);
        await _provider.Metadata.EndpointsAsync(Cancel);
        Assert.Equal(["openid-configuration", "keys"], _provider.Requests);
    }

    [Fact]
    public async Task Unknown_key_asks_for_the_keys_again_at_most_every_half_minute()
    {
        await _provider.Metadata.PreloadAsync(Cancel);
        _provider.Key = TestKey.Create("k2");

        Assert.True((await _provider.Metadata.KeysAsync("k2", Cancel)).Contains("k2"));
        Assert.False((await _provider.Metadata.KeysAsync("k3", Cancel)).Contains("k3"));
        Assert.Equal(2, KeyRequests);

        _provider.Clock.Advance(TimeSpan.FromSeconds(30));
        await _provider.Metadata.KeysAsync("k3", Cancel);
        Assert.Equal(3, KeyRequests);
    }

    // The age in seconds that the provider allows, and the age in seconds at which the keys have to be loaded again.
    [Theory]
    [InlineData(null, 3600)]
    [InlineData(1000, 1000)]
    [InlineData(1, 30)]
    [InlineData(1_000_000, 86_400)]
    public async Task Keys_are_used_for_as_long_as_the_provider_allows(int? maxAge, int usedFor)
    {
        _provider.KeysMaxAge = maxAge is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        await _provider.Metadata.PreloadAsync(Cancel);
        _provider.Key = TestKey.Create("k2");

        // Three quarters of the time pass without a refresh.
        _provider.Clock.Advance((TimeSpan.FromSeconds(usedFor) * 0.75) - TimeSpan.FromSeconds(1));
        await _provider.Metadata.PreloadAsync(Cancel);
        Assert.Equal(1, KeyRequests);

        _provider.Clock.Advance(TimeSpan.FromSeconds(usedFor));
        Assert.True((await _provider.Metadata.KeysAsync("k2", Cancel)).Contains("k2"));
        Assert.Equal(2, KeyRequests);
    }

    private int KeyRequests => _provider.Requests.Count(request => request == "keys");

    private static Uri At(string name) => new($"{ProviderRig.Issuer}/v1/{name}");

    private async Task FailsAsync(ProviderFault fault)
    {
        ProviderUnavailableException exception =
            await Assert.ThrowsAsync<ProviderUnavailableException>(() => _provider.Metadata.EndpointsAsync(Cancel).AsTask());
        Assert.Equal(fault, exception.Fault);
    }
}
