using LeerId.LocalHost.Engine;
using LeerId.LocalHost.Faults;

namespace LeerId.LocalHost.StartPage;

internal static class StartPageEndpoints
{
    public static void Map(WebApplication app)
    {
        // If a function has the route "/", it takes precedence over the start page, because functions have the order 0.
        app.MapGet("/", ShowAsync).WithOrder(1);
        app.MapPost("/dev/timers/{name}", FireAsync).RequireSameOrigin();
        app.MapPost("/dev/faults/{id}/on", (string id, HttpContext context, IEnumerable<SimulatedFault> faults) =>
            Turn(context, faults.Where(fault => fault.Id == id), on: true)).RequireSameOrigin();
        app.MapPost("/dev/faults/{id}/off", (string id, HttpContext context, IEnumerable<SimulatedFault> faults) =>
            Turn(context, faults.Where(fault => fault.Id == id), on: false)).RequireSameOrigin();
        app.MapPost("/dev/faults/reset", (HttpContext context, IEnumerable<SimulatedFault> faults) => Turn(context, faults, on: false)).RequireSameOrigin();
    }

    /// <summary>Sends the browser back to a section of the start page.</summary>
    public static IResult Return(HttpContext context, string section)
    {
        context.Response.Headers.Location = $"/#{StartPageDocument.IdOf(section)}";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
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
        FunctionOutcome? outcome = await application.FireTimerAsync(name, cancellationToken);
        if (outcome is null)
            return Results.NotFound();

        if (!outcome.Succeeded)
            return Results.Text($"{name} failed. The log has the reason.", statusCode: StatusCodes.Status500InternalServerError);

        return Return(context, FunctionsSection.Heading);
    }

    private static IResult Turn(HttpContext context, IEnumerable<SimulatedFault> faults, bool on)
    {
        SimulatedFault[] chosen = [.. faults];
        if (chosen.Length == 0)
            return Results.NotFound();

        foreach (SimulatedFault fault in chosen)
        {
            if (on)
                fault.TurnOn();
            else
                fault.TurnOff();
        }

        return Return(context, FaultsSection.Heading);
    }
}
