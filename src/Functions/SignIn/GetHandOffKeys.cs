using LeerId.HandOff;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.SignIn;

/// <summary>The public keys with which the application checks a hand-off token.</summary>
public sealed class GetHandOffKeys(HandOffKeys keys)
{
    [Function(nameof(GetHandOffKeys))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = ".well-known/jwks.json")] HttpRequest request, CancellationToken cancellationToken)
    {
        request.HttpContext.Response.Headers.CacheControl = "public, max-age=300";
        return Results.Text(await keys.PublishAsync(cancellationToken), "application/json");
    }
}
