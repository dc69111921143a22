using LeerId.PrivacyLog.Seals;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.PrivacyLog;

/// <summary>The public keys with which anybody checks an evidence report or a seal of the privacy log.</summary>
public sealed class GetSealKeys(SealKeys keys)
{
    [Function(nameof(GetSealKeys))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = ".well-known/seal-keys.json")] HttpRequest request, CancellationToken cancellationToken)
    {
        request.HttpContext.Response.Headers.CacheControl = "public, max-age=300";
        return Results.Text(await keys.PublishAsync(cancellationToken), "application/json");
    }
}
