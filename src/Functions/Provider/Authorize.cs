using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Provider;

/// <summary>Starts a sign-in: the authorization endpoint (OpenID Connect Core, section 3.1.2).</summary>
public sealed class Authorize(ProviderPipeline provider)
{
    [Function(nameof(Authorize))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "authorize")] HttpRequest request) =>
        provider.RunAsync(request);
}
