using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Provider;

/// <summary>Returns the claims about a pupil to an application: the userinfo endpoint (OpenID Connect Core, section 5.3).</summary>
public sealed class GetUserinfo(ProviderPipeline provider)
{
    [Function(nameof(GetUserinfo))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "userinfo")] HttpRequest request)
    {
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return provider.RunAsync(request);
    }
}
