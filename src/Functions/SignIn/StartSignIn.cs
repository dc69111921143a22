using LeerId.Pages.Pupils;
using LeerId.SignIn;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.SignIn;

/// <summary>Starts a sign-in: the application sends the pupil here.</summary>
public sealed class StartSignIn(SignInService service, PupilPages pages)
{
    [Function(nameof(StartSignIn))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sign-in")] HttpRequest request, CancellationToken cancellationToken) =>
        await (await service.StartAsync(request.Query["returnPath"], request.CookieValues(), cancellationToken)).ToResultAsync(pages);
}
