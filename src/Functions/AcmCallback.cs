using LeerId.Pages.Pupils;
using LeerId.SignIn;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions;

/// <summary>Where ACM sends the browser back to.</summary>
public sealed class AcmCallback(SignInService service, PupilPages pages)
{
    [Function(nameof(AcmCallback))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "acm/callback")] HttpRequest request, CancellationToken cancellationToken)
    {
        AuthorizationResponse response = await request.ReadAuthorizationResponseAsync(cancellationToken);
        return await (await service.CompleteAsync(response, request.CookieValues(), cancellationToken)).ToResultAsync(pages);
    }
}
