using LeerId.Pages.Pupils;
using LeerId.SignIn;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Provider;

/// <summary>
/// Starts a sign-in: the authorization endpoint (OpenID Connect Core, section 3.1.2). If too many pupils sign in at once, some get a page that asks again
/// by itself, before any work is done for them.
/// </summary>
public sealed class Authorize(SignInThrottle throttle, ProviderPipeline provider, PupilPages pages)
{
    [Function(nameof(Authorize))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "authorize")] HttpRequest request) =>
        // The page reloads its own address, which does not contain the parameters of a posted request.
        HttpMethods.IsGet(request.Method) && throttle.Begin() is { } wait
            ? await pages.RenderBusyAsync(wait, request.Headers.AcceptLanguage)
            : await provider.RunAsync(request);
}
