using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.StaffConsole;

/// <summary>The staff console: every screen and every form below <c>/beheer</c>.</summary>
public sealed class ShowConsole(ConsolePipeline console)
{
    [Function(nameof(ShowConsole))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "beheer/{*path}")] HttpRequest request) =>
        console.RunAsync(request);
}
