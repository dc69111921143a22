using LeerId.Hosting;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Health;

/// <summary>Liveness probe; with <c>?ready</c>, the readiness probe.</summary>
public sealed class CheckHealth(Readiness readiness)
{
    [Function(nameof(CheckHealth))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request, CancellationToken cancellationToken)
    {
        bool healthy = !request.Query.ContainsKey("ready") || await readiness.CheckAsync(cancellationToken);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Text(healthy ? "ok" : "unavailable", statusCode: healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
