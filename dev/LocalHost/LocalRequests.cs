namespace LeerId.LocalHost;

/// <summary>Checks that a request for one of LocalHost's own pages comes from this machine and from no other site.</summary>
internal static class LocalRequests
{
    /// <summary>
    /// Whether the request's Host header names this machine. Otherwise a foreign site whose name resolves to this machine (DNS rebinding) would
    /// have the same origin as LocalHost's pages.
    /// </summary>
    public static bool IsForThisMachine(this HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out Uri? address) && address.IsLoopback;

    /// <summary>
    /// Answers 403 and doesn't run the endpoint if the request names another host or comes from a page of another site. Command-line tools,
    /// which send no origin, are admitted.
    /// </summary>
    public static RouteHandlerBuilder RequireSameOrigin(this RouteHandlerBuilder route) => route.AddEndpointFilter(async (context, next) =>
        context.HttpContext.Request.IsForThisMachine() && context.HttpContext.Request.IsSameOrigin()
            ? await next(context)
            : Results.StatusCode(StatusCodes.Status403Forbidden));

    /// <summary>
    /// Whether the request isn't from a page of another site. Browsers send the origin with every POST. Command-line tools send none.
    /// </summary>
    public static bool IsSameOrigin(this HttpRequest request)
    {
        string site = request.Headers["Sec-Fetch-Site"].ToString(), origin = request.Headers.Origin.ToString();
        return site is "" or "same-origin"
            && (origin.Length == 0 || origin == $"{request.Scheme}://{request.Host}");
    }
}
