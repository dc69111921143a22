using LeerId.Hosting;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions;

/// <summary>Whether the app lives; with <c>?ready</c>, whether it can sign pupils in.</summary>
public sealed class Health(Readiness readiness)
{
    [Function(nameof(Health))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request, CancellationToken cancellationToken)
    {
        bool healthy = !request.Query.ContainsKey("ready") || await readiness.CheckAsync(cancellationToken);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Text(healthy ? "ok" : "unavailable", statusCode: healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
