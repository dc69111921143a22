using LeerId.Functions.Provider;
using LeerId.Pages.Pupils;
using LeerId.SignIn;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.SignIn;

/// <summary>Completes a sign-in: ACM sends the browser back here.</summary>
public sealed class CompleteSignIn(SignInService service, ProviderPipeline provider, PupilPages pages)
{
    [Function(nameof(CompleteSignIn))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "acm/callback")] HttpRequest request, CancellationToken cancellationToken)
    {
        AuthorizationResponse response = await request.ReadAuthorizationResponseAsync(cancellationToken);
        SignInOutcome outcome = await service.CompleteAsync(response, request.CookieValues(), cancellationToken);
        if (outcome is SignInOutcome.Refused)
            return await outcome.ToResultAsync(pages, request);
        request.HttpContext.Response.SetCookies(outcome.Cookies);
        return await provider.ContinueAsync(request, outcome);
    }
}
