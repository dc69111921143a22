using LeerId.Hosting;
using LeerId.Text;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Health;

/// <summary>
/// Liveness probe; with <c>?ready</c>, the readiness probe. The first line of both answers ends with the version of the app. The readiness probe's other
/// lines are the checks and their states.
/// </summary>
public sealed class CheckHealth(Readiness readiness)
{
    [Function(nameof(CheckHealth))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request, CancellationToken cancellationToken)
    {
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        if (!request.Query.ContainsKey("ready"))
            return Results.Text($"{Word(ReadinessState.Ok)} {AppVersion.WithBuild}");

        ReadinessReport report = await readiness.CheckAsync(cancellationToken);
        IEnumerable<string> checks = report.Checks.Select(check => $"{check.Name}: {Word(check.State)}");
        return Results.Text(
            string.Join('\n', checks.Prepend($"{Word(report.State)} {AppVersion.WithBuild}")),
            statusCode: report.State == ReadinessState.Unavailable ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    private static string Word(ReadinessState state) => state switch
    {
        ReadinessState.Ok => "ok",
        ReadinessState.Degraded => "degraded",
        _ => "unavailable",
    };
}
