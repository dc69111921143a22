using LeerId.Pages;
using LeerId.Pages.Pupils;
using LeerId.Provider;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Provider;

/// <summary>Sends the browser to the application after ACM has ended its session.</summary>
public sealed class CompleteEndSession(SignOutStates states, PupilPages pages)
{
    [Function(nameof(CompleteEndSession))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "end-session/done")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (await states.OpenAsync(request.Query["state"], cancellationToken) is not { } address)
            return (await pages.RenderSignedOutAsync()).ToResult();
        request.HttpContext.Response.SetPageHeaders(PageHeaders.Common);
        return Results.Redirect(address.AbsoluteUri);
    }
}
