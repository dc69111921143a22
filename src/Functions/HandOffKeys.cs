using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions;

/// <summary>The public keys with which the application checks a hand-off token.</summary>
public sealed class HandOffKeys(HandOff.HandOffKeys keys)
{
    [Function(nameof(HandOffKeys))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = ".well-known/jwks.json")] HttpRequest request, CancellationToken cancellationToken)
    {
        request.HttpContext.Response.Headers.CacheControl = "public, max-age=300";
        return Results.Text(await keys.PublishAsync(cancellationToken), "application/json");
    }
}
