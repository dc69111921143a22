using System.Text.Json;
using LeerId.OpenIdConnect;
using LeerId.SignIn;

namespace LeerId.Core.Tests.OpenIdConnect;

/// <summary>What a server can't be made to do at will; the rest of the wire is tested against a real one.</summary>
public sealed class ProviderWireTests
{
    private static readonly Uri Address = new("https://provider.example/op/v1/token");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connection_that_does_not_come_about_in_time_is_the_provider_not_answering()
    {
        // What SocketsHttpHandler throws after its connect timeout: a cancellation that nobody asked for.
        using ThrowingHandler handler = new(new TaskCanceledException("connect", new TimeoutException()));
        ProviderUnavailableException fault = await Assert.ThrowsAsync<ProviderUnavailableException>(() => SendAsync(handler));
        Assert.Equal(ProviderFault.Timeout, fault.Fault);
    }

    [Fact]
    public async Task Fault_says_nothing_of_what_was_sent()
    {
        using ThrowingHandler handler = new(new HttpRequestException("refused"));
        ProviderUnavailableException fault = await Assert.ThrowsAsync<ProviderUnavailableException>(() => SendAsync(handler));
        Assert.Equal("The OpenID provider is not available: Unreachable.", fault.Message);
    }

    [Fact]
    public void Answer_and_tokens_never_print_themselves()
    {
        ProviderAnswer answer = new(System.Net.HttpStatusCode.OK, JsonElement.Parse("{\"family_name\":\"Geheim\"}"), null);
        Assert.DoesNotContain("Geheim", answer.ToString()!, StringComparison.Ordinal);
        Assert.DoesNotContain("Geheim", new AcmTokens("Geheim", "Geheim").ToString()!, StringComparison.Ordinal);
    }

    private static async Task<ProviderAnswer> SendAsync(HttpMessageHandler handler)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, Address);
        return await new ProviderWire(new Clients(handler)).SendAsync(request, TimeSpan.FromSeconds(5), Cancel);
    }

    private sealed class Clients(HttpMessageHandler handler) : IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => new(handler, disposeHandler: false);
    }

    private sealed class ThrowingHandler(Exception exception) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromException<HttpResponseMessage>(exception);
    }
}
