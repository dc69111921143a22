using LeerId.Pages.Pupils;
using LeerId.SignIn;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Provider;

/// <summary>
/// Starts a sign-in: the authorization endpoint (OpenID Connect Core, section 3.1.2). When too many pupils sign in at once, some get a page that asks again
/// by itself, before any work is done for them.
/// </summary>
public sealed class Authorize(SignInThrottle throttle, ProviderPipeline provider, PupilPages pages)
{
    [Function(nameof(Authorize))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "authorize")] HttpRequest request) =>
        // The page asks again for its own address, which a posted request does not have.
        HttpMethods.IsGet(request.Method) && throttle.Begin() is { } wait ? await pages.RenderBusyAsync(wait) : await provider.RunAsync(request);
}
