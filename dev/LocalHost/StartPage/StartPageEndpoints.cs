using LeerId.LocalHost.Engine;

namespace LeerId.LocalHost.StartPage;

internal static class StartPageEndpoints
{
    public static void Map(WebApplication app)
    {
        // A function at the root goes first, as it would in Azure.
        app.MapGet("/", ShowAsync).WithOrder(1);
        app.MapPost("/dev/timers/{name}", FireAsync);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context, IEnumerable<IStartPageSection> sections, CancellationToken cancellationToken)
    {
        if (!context.Request.IsForThisMachine())
            return Results.StatusCode(StatusCodes.Status421MisdirectedRequest);

        return DeveloperPage.Show(
            context.Response, StartPageDocument.Title, await StartPageDocument.ComposeAsync(sections, cancellationToken));
    }

    private static async Task<IResult> FireAsync(
        string name, HttpContext context, LocalHostApplication application, CancellationToken cancellationToken)
    {
        if (!context.Request.IsForThisMachine() || !context.Request.IsSameOrigin())
            return Results.StatusCode(StatusCodes.Status403Forbidden);

        FunctionOutcome? outcome = await application.FireTimerAsync(name, cancellationToken);
        if (outcome is null)
            return Results.NotFound();

        if (!outcome.Succeeded)
            return Results.Text($"{name} failed; the log says why.", statusCode: StatusCodes.Status500InternalServerError);

        context.Response.Headers.Location = "/";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
