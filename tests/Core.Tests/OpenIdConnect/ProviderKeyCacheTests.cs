using System.Net;
using LeerId.OpenIdConnect;
using LeerId.Testing;
using Microsoft.Extensions.Logging;

namespace LeerId.Core.Tests.OpenIdConnect;

/// <summary>A provider's key set: its form, how long it is cached, and when it is requested again.</summary>
public sealed class ProviderKeyCacheTests : IDisposable
{
    private readonly ProviderRig _provider = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _provider.Dispose();

    [Theory]
    [InlineData("application/json", true)]
    [InlineData("application/jwk-set+json", true)]
    [InlineData("Application/JWK-Set+JSON", true)]
    [InlineData("text/plain", false)]
    public async Task Key_set_may_have_a_content_type_of_its_own(string mediaType, bool isTaken)
    {
        await _provider.Metadata.EndpointsAsync(Cancel);
        _provider.MediaType = mediaType;
        if (isTaken)
            Assert.True((await _provider.Metadata.KeysAsync("k1", Cancel)).Contains("k1"));
        else
            await Assert.ThrowsAsync<ProviderUnavailableException>(() => _provider.Metadata.KeysAsync("k1", Cancel).AsTask());
        Assert.Equal("application/json, application/jwk-set+json", _provider.Accept);
    }

    [Fact]
    public async Task Keys_that_are_left_out_are_counted_in_one_log_line()
    {
        _provider.KeySet = $$"""{"keys":[null,{{_provider.Key.Jwk.ToJsonString()}},{"kty":"RSA","kid":"d","key_ops":["\ud800"]}]}""";

        Assert.True((await _provider.Metadata.KeysAsync("k1", Cancel)).Contains("k1"));

        LogEntry entry = Assert.Single(_provider.Logs.Entries);
        Assert.Equal((LogLevel.Information, 1003), (entry.Level, entry.EventId.Id));
        Assert.StartsWith("2 of the 3 keys of the provider were left out", entry.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unavailable_keys_are_requested_once_per_two_seconds()
    {
        await _provider.Metadata.EndpointsAsync(Cancel);
        _provider.Status = HttpStatusCode.ServiceUnavailable;
        for (int i = 0; i < 50; i++)
            await Assert.ThrowsAsync<ProviderUnavailableException>(() => _provider.Metadata.KeysAsync("k1", Cancel).AsTask());
        Assert.Equal(1, KeyRequests);

        _provider.Clock.Advance(TimeSpan.FromSeconds(2));
        _provider.Status = HttpStatusCode.OK;
        Assert.True((await _provider.Metadata.KeysAsync("k1", Cancel)).Contains("k1"));
        Assert.Equal(2, KeyRequests);
    }

    [Fact]
    public async Task Keys_that_cannot_be_loaded_are_logged()
    {
        await _provider.Metadata.EndpointsAsync(Cancel);
        _provider.Status = HttpStatusCode.ServiceUnavailable;

        await Assert.ThrowsAsync<ProviderUnavailableException>(() => _provider.Metadata.PreloadAsync(Cancel).AsTask());

        Assert.Equal("The key set of the provider could not be loaded: Failed; found: status 503", Assert.Single(_provider.Logs.Entries).Message);
    }

    [Fact]
    public async Task Preloaded_documents_are_not_asked_for_again()
    {
        await _provider.Metadata.PreloadAsync(Cancel);
        await _provider.Metadata.KeysAsync("k1", Cancel);
        await _provider.Metadata.EndpointsAsync(Cancel);
        Assert.Equal(["openid-configuration", "keys"], _provider.Requests);
        Assert.Empty(_provider.Logs.Entries);
    }

    [Fact]
    public async Task Key_set_with_another_status_is_refused()
    {
        await _provider.Metadata.EndpointsAsync(Cancel);
        _provider.Status = HttpStatusCode.Created;

        ProviderUnavailableException exception =
            await Assert.ThrowsAsync<ProviderUnavailableException>(() => _provider.Metadata.KeysAsync("k1", Cancel).AsTask());

        Assert.Equal((ProviderFault.KeysUnavailable, "AnswerInvalid, status 201"), (exception.Fault, exception.Finding));
    }

    [Fact]
    public async Task Keys_are_refreshed_in_the_background_after_three_quarters_of_their_time()
    {
        _provider.KeysMaxAge = TimeSpan.FromSeconds(1000);
        await _provider.Metadata.PreloadAsync(Cancel);
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _provider.Gate = gate.Task;

        _provider.Clock.Advance(TimeSpan.FromSeconds(751));
        // The provider doesn't answer yet, so these are the keys from before.
        Assert.True((await _provider.Metadata.KeysAsync("k1", Cancel)).Contains("k1"));
        await Eventually.TrueAsync("the keys are requested again", () => KeyRequests == 2, Cancel);
        gate.SetResult();
    }

    [Fact]
    public async Task Unknown_key_refreshes_the_keys_at_most_once_per_30_seconds()
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

    [Fact]
    public async Task Unknown_key_is_found_two_seconds_after_a_load_that_failed()
    {
        await _provider.Metadata.PreloadAsync(Cancel);
        _provider.Key = TestKey.Create("k2");
        _provider.Status = HttpStatusCode.ServiceUnavailable;
        ProviderUnavailableException exception =
            await Assert.ThrowsAsync<ProviderUnavailableException>(() => _provider.Metadata.KeysAsync("k2", Cancel).AsTask());
        Assert.Equal((ProviderFault.KeysUnavailable, "Failed, status 503"), (exception.Fault, exception.Finding));

        _provider.Status = HttpStatusCode.OK;
        _provider.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True((await _provider.Metadata.KeysAsync("k2", Cancel)).Contains("k2"));
        Assert.Equal(3, KeyRequests);
    }

    [Fact]
    public async Task Unknown_key_is_found_although_the_readiness_probe_has_just_loaded_the_keys()
    {
        await _provider.Metadata.ReloadKeysAsync(Cancel);
        _provider.Key = TestKey.Create("k2");

        Assert.True((await _provider.Metadata.KeysAsync("k2", Cancel)).Contains("k2"));
    }

    // The maximum age that the provider allows, and the age at which the keys must be loaded again, both in seconds.
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
}
