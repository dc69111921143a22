using LeerId.Hosting;
using LeerId.Text;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Health;

/// <summary>Liveness probe; with <c>?ready</c>, the readiness probe. Both answers end with the version of the app.</summary>
public sealed class CheckHealth(Readiness readiness)
{
    [Function(nameof(CheckHealth))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request, CancellationToken cancellationToken)
    {
        bool healthy = !request.Query.ContainsKey("ready") || await readiness.CheckAsync(cancellationToken);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return healthy
            ? Results.Text($"ok {AppVersion.Text}")
            : Results.Text($"unavailable {AppVersion.Text}", statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
