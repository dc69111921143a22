using LeerId.Pages.Pupils;
using LeerId.SignIn;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.SignIn;

/// <summary>Ends the session here and at ACM: on a shared device the next pupil must not get in as the last one.</summary>
public sealed class EndSession(SignInService service, PupilPages pages)
{
    [Function(nameof(EndSession))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sign-out")] HttpRequest request, CancellationToken cancellationToken) =>
        await (await service.SignOutAsync(request.CookieValues(), cancellationToken)).ToResultAsync(pages);
}
