using LeerId.OpenIdConnect;
using LeerId.SignIn;

namespace LeerId.Core.Tests.OpenIdConnect;

/// <summary>Network faults that a real server can't produce on demand. All other network faults are tested against a real server.</summary>
public sealed class ProviderHttpClientTests
{
    private const string AnswerInvalid = "an answer that is not HTTP, or is longer than 2097152 bytes";

    private static readonly Uri Address = new("https://provider.example/op/v1/token");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connection_timeout_means_that_the_provider_does_not_answer()
    {
        // SocketsHttpHandler throws this after its connect timeout: a cancellation without a cancelled token.
        using ThrowingHandler handler = new(new TaskCanceledException("connect", new TimeoutException()));
        ProviderUnavailableException fault = await Assert.ThrowsAsync<ProviderUnavailableException>(() => SendAsync(handler));
        Assert.Equal((ProviderFault.Timeout, "no answer in time"), (fault.Fault, fault.Finding));
    }

    [Fact]
    public async Task Answer_timeout_means_that_the_provider_does_not_answer()
    {
        using SilentHandler handler = new();
        ProviderUnavailableException fault =
            await Assert.ThrowsAsync<ProviderUnavailableException>(() => SendAsync(handler, TimeSpan.FromMilliseconds(1)));
        Assert.Equal(ProviderFault.Timeout, fault.Fault);
    }

    [Theory]
    [InlineData(HttpRequestError.ConfigurationLimitExceeded, nameof(ProviderFault.AnswerInvalid), AnswerInvalid)]
    [InlineData(HttpRequestError.InvalidResponse, nameof(ProviderFault.AnswerInvalid), AnswerInvalid)]
    [InlineData(HttpRequestError.ConnectionError, nameof(ProviderFault.Unreachable), "ConnectionError")]
    [InlineData(HttpRequestError.ResponseEnded, nameof(ProviderFault.Unreachable), "ResponseEnded")]
    public async Task Error_of_the_request_tells_whether_there_was_an_answer(HttpRequestError error, string expected, string finding)
    {
        using ThrowingHandler handler = new(new HttpRequestException(error));
        ProviderUnavailableException fault = await Assert.ThrowsAsync<ProviderUnavailableException>(() => SendAsync(handler));
        Assert.Equal((expected, finding), (fault.Fault.ToString(), fault.Finding));
    }

    [Fact]
    public async Task Broken_connection_means_that_the_provider_is_unreachable()
    {
        using ThrowingHandler handler = new(new IOException("broken"));
        ProviderUnavailableException fault = await Assert.ThrowsAsync<ProviderUnavailableException>(() => SendAsync(handler));
        Assert.Equal((ProviderFault.Unreachable, "the connection was lost"), (fault.Fault, fault.Finding));
    }

    [Fact]
    public async Task Fault_contains_nothing_of_the_request()
    {
        using ThrowingHandler handler = new(new HttpRequestException("refused"));
        ProviderUnavailableException fault = await Assert.ThrowsAsync<ProviderUnavailableException>(() => SendAsync(handler));
        Assert.Equal("The OpenID provider is not available: Unreachable.", fault.Message);
    }

    [Fact]
    public void Answer_and_tokens_never_print_themselves()
    {
        ProviderAnswer answer = new(System.Net.HttpStatusCode.OK, "application/json", "{\"family_name\":\"Geheim\"}"u8.ToArray(), null);
        Assert.DoesNotContain("Geheim", answer.ToString()!, StringComparison.Ordinal);
        Assert.DoesNotContain("Geheim", new AcmTokens("Geheim", "Geheim").ToString()!, StringComparison.Ordinal);
    }

    private static async Task<ProviderAnswer> SendAsync(HttpMessageHandler handler, TimeSpan? timeout = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, Address);
        return await new ProviderHttpClient(new Clients(handler)).SendAsync(request, timeout ?? TimeSpan.FromSeconds(5), Cancel);
    }

    private sealed class Clients(HttpMessageHandler handler) : IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => new(handler, disposeHandler: false);
    }

    private sealed class SilentHandler : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            // Much longer than the timeout under test, so that the test also ends if a mutation ignores that timeout.
            await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System, cancellationToken);
            throw new InvalidOperationException("The timeout has passed.");
        }
    }

    private sealed class ThrowingHandler(Exception exception) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromException<HttpResponseMessage>(exception);
    }
}
