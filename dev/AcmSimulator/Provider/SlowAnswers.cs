namespace LeerId.AcmSimulator.Provider;

/// <summary>
/// Delays the answers that the client requests itself, by <see cref="Switches.AnswerDelay"/>. The pages that the browser shows aren't delayed: a
/// slow page would not test how the client handles a slow ACM.
/// </summary>
internal sealed class SlowAnswers(Switches switches, TimeProvider clock)
{
    private static readonly PathString[] ClientPaths = ["/op/.well-known", "/op/v1/token", "/op/v1/keys", "/op/v1/userinfo"];

    public async Task HandleAsync(HttpContext http, RequestDelegate next)
    {
        if (switches.AnswerDelay is var delay && delay > TimeSpan.Zero && ClientPaths.Any(path => http.Request.Path.StartsWithSegments(path)))
            await Task.Delay(delay, clock, http.RequestAborted);
        await next(http);
    }
}
