namespace LeerId.AcmSimulator.Provider;

/// <summary>Delays the answers that the client waits for. The pages in the browser are not delayed, because they show nothing of it.</summary>
internal sealed class SlowAnswers(Switches switches, TimeProvider clock)
{
    private static readonly PathString[] ForTheClient = ["/op/.well-known", "/op/v1/token", "/op/v1/keys", "/op/v1/userinfo"];

    public async Task HandleAsync(HttpContext http, RequestDelegate next)
    {
        if (switches.AnswerDelay is var delay && delay > TimeSpan.Zero && ForTheClient.Any(path => http.Request.Path.StartsWithSegments(path)))
            await Task.Delay(delay, clock, http.RequestAborted);
        await next(http);
    }
}
