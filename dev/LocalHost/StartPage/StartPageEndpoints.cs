using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using LeerId.LocalHost.Engine;

namespace LeerId.LocalHost.StartPage;

internal static class StartPageEndpoints
{
    private static readonly string _policy = "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
        + $"style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(StartPageDocument.Style)))}'";

    public static void Map(WebApplication app)
    {
        // A function at the root goes first, as it would in Azure.
        app.MapGet("/", ShowAsync).WithOrder(1);
        app.MapPost("/dev/timers/{name}", FireAsync);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context, IEnumerable<IStartPageSection> sections, CancellationToken cancellationToken)
    {
        if (!IsForThisMachine(context.Request))
            return Results.StatusCode(StatusCodes.Status421MisdirectedRequest);

        context.Response.Headers.ContentSecurityPolicy = _policy;
        context.Response.Headers.CacheControl = "no-store";
        string html = await StartPageDocument.RenderAsync(sections, cancellationToken);
        return Results.Text(html, MediaTypeNames.Text.Html, Encoding.UTF8);
    }

    private static async Task<IResult> FireAsync(
        string name, HttpContext context, LocalHostApplication application, CancellationToken cancellationToken)
    {
        if (!IsForThisMachine(context.Request) || !IsSameOrigin(context.Request))
            return Results.StatusCode(StatusCodes.Status403Forbidden);

        FunctionOutcome? outcome = await application.FireTimerAsync(name, cancellationToken);
        if (outcome is null)
            return Results.NotFound();

        if (!outcome.Succeeded)
            return Results.Text($"{name} failed; the log says why.", statusCode: StatusCodes.Status500InternalServerError);

        context.Response.Headers.Location = "/";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    // A foreign name that resolves to this machine (DNS rebinding) would make a foreign page the same origin.
    private static bool IsForThisMachine(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out Uri? address) && address.IsLoopback;

    // Browsers say where a POST comes from; a command line doesn't, and no foreign page can make it leave that out.
    private static bool IsSameOrigin(HttpRequest request)
    {
        string site = request.Headers["Sec-Fetch-Site"].ToString(), origin = request.Headers.Origin.ToString();
        return site is "" or "same-origin"
            && (origin.Length == 0 || origin == $"{request.Scheme}://{request.Host}");
    }
}
