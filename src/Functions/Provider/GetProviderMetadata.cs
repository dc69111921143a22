using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Provider;

/// <summary>The provider's metadata (OpenID Connect Discovery 1.0).</summary>
public sealed class GetProviderMetadata(ProviderPipeline provider)
{
    [Function(nameof(GetProviderMetadata))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = ".well-known/openid-configuration")] HttpRequest request)
    {
        request.HttpContext.Response.Headers.CacheControl = "public, max-age=300";
        return provider.RunAsync(request);
    }
}
