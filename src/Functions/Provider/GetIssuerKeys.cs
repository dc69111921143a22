using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Provider;

/// <summary>The public keys with which applications verify ID tokens (RFC 7517).</summary>
public sealed class GetIssuerKeys(ProviderPipeline provider)
{
    [Function(nameof(GetIssuerKeys))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = ".well-known/jwks.json")] HttpRequest request)
    {
        request.HttpContext.Response.Headers.CacheControl = "public, max-age=300";
        return provider.RunAsync(request);
    }
}
