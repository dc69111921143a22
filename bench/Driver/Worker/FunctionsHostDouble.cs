using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace LeerId.Bench.Driver.Worker;

/// <summary>
/// The gRPC endpoint of the Functions host, to which a worker process connects when it starts. It accepts the worker's first message and answers
/// nothing, so the worker then waits.
/// </summary>
internal sealed class FunctionsHostDouble : IAsyncDisposable
{
    private const string EventStream = "/AzureFunctionsRpcMessages.FunctionRpc/EventStream";
    private const int FirstBytes = 1024;

    private readonly WebApplication _application;
    private TaskCompletionSource<long> _firstMessage = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FunctionsHostDouble(WebApplication application) => _application = application;

    /// <summary>The address that the worker gets on its command line.</summary>
    public Uri Address => new(_application.Urls.Single());

    public static async Task<FunctionsHostDouble> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        WebApplication application = builder.Build();
        FunctionsHostDouble host = new(application);
        application.MapPost(EventStream, host.ReceiveAsync);
        await application.StartAsync();
        return host;
    }

    /// <summary>Waits for the first message of the worker that is started next, and returns the time stamp of its arrival.</summary>
    public Task<long> NextWorkerAsync()
    {
        _firstMessage = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return _firstMessage.Task;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        context.Response.ContentType = "application/grpc";
        await context.Response.StartAsync(context.RequestAborted);
        _ = await context.Request.Body.ReadAsync(new byte[FirstBytes], context.RequestAborted);
        _firstMessage.TrySetResult(Stopwatch.GetTimestamp());
        // The stream remains open until the worker ends.
        TaskCompletionSource ended = new();
        context.RequestAborted.Register(ended.SetResult);
        await ended.Task;
    }
}
