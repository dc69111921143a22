namespace LeerId.LocalHost;

/// <summary>Checks the source of a request for this host's own pages.</summary>
internal static class LocalRequests
{
    /// <summary>
    /// Whether the request's Host header names this machine. A foreign name can resolve to this machine (DNS rebinding), which would give a
    /// foreign page the same origin.
    /// </summary>
    public static bool IsForThisMachine(this HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out Uri? address) && address.IsLoopback;

    /// <summary>
    /// Answers 403 if the request names another host or comes from a page of another site, before anything is changed. A command-line tool, which sends no
    /// origin, is admitted.
    /// </summary>
    public static RouteHandlerBuilder RequireSameOrigin(this RouteHandlerBuilder route) => route.AddEndpointFilter(async (context, next) =>
        context.HttpContext.Request.IsForThisMachine() && context.HttpContext.Request.IsSameOrigin()
            ? await next(context)
            : Results.StatusCode(StatusCodes.Status403Forbidden));

    /// <summary>
    /// Whether the request is not from a form on another site. Browsers always send the origin of a POST. Command line tools send none.
    /// </summary>
    public static bool IsSameOrigin(this HttpRequest request)
    {
        string site = request.Headers["Sec-Fetch-Site"].ToString(), origin = request.Headers.Origin.ToString();
        return site is "" or "same-origin"
            && (origin.Length == 0 || origin == $"{request.Scheme}://{request.Host}");
    }
}
