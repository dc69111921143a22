using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Provider;

/// <summary>Exchanges a code for tokens: the token endpoint (OpenID Connect Core, section 3.1.3).</summary>
public sealed class ExchangeCode(ProviderPipeline provider)
{
    [Function(nameof(ExchangeCode))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "token")] HttpRequest request) =>
        provider.RunAsync(request);
}
