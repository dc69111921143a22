using LeerId.Pages.Pupils;
using LeerId.SignIn;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions;

/// <summary>Where the application sends a pupil to sign in.</summary>
public sealed class SignIn(SignInService service, PupilPages pages)
{
    [Function(nameof(SignIn))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sign-in")] HttpRequest request, CancellationToken cancellationToken) =>
        await (await service.StartAsync(request.Query["returnPath"], request.CookieValues(), cancellationToken)).ToResultAsync(pages);
}
