using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Bench.MinimalWorker;

public static class Functions
{
    [Function(nameof(Answer))]
    public static IActionResult Answer([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => new OkObjectResult(request.Path.Value);

    [Function(nameof(Tick))]
    public static void Tick([TimerTrigger("0 0 3 * * *")] TimerInfo timer) => ArgumentNullException.ThrowIfNull(timer);

    [Function(nameof(Read))]
    public static void Read([QueueTrigger("minimal")] string message) => ArgumentNullException.ThrowIfNull(message);
}
