using LeerId.Load;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeerId.Functions.Health;

/// <summary>
/// Lets an instance that must stop finish its requests. From then on it is not ready, so that other instances get new requests. A sign-in that still begins
/// here gets the page that asks again. Each response closes its connection. The server stops when the requests in progress are answered and no new ones
/// arrive.
/// </summary>
internal sealed partial class RequestDrain(Shutdown shutdown, TimeProvider clock, ILogger<RequestDrain> logger) : IHostedLifecycleService, IStartupFilter
{
    // Requests that were sent before the instance reported that it is not ready arrive within this time.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    // No response takes longer than 15 seconds, and hosts end a process after 30.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private int _inProgress;
    private long _lastRequest;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(CountAsync);
        next(app);
    };

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        shutdown.Begin();
        long began = clock.GetTimestamp();
        while (!IsQuiet && clock.GetElapsedTime(began) < Timeout)
            await Task.Delay(Poll, clock, cancellationToken);
        long milliseconds = (long)clock.GetElapsedTime(began).TotalMilliseconds;
        int left = Volatile.Read(ref _inProgress);
        LogEnded(milliseconds, left);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private bool IsQuiet => Volatile.Read(ref _inProgress) == 0
        && (Volatile.Read(ref _lastRequest) is var last && (last == 0 || clock.GetElapsedTime(last) >= Quiet));

    private async Task CountAsync(HttpContext context, RequestDelegate next)
    {
        Interlocked.Increment(ref _inProgress);
        context.Response.OnStarting(CloseConnectionAsync, context.Response);
        try
        {
            await next(context);
        }
        finally
        {
            Volatile.Write(ref _lastRequest, clock.GetTimestamp());
            Interlocked.Decrement(ref _inProgress);
        }
    }

    // A client would send its next request into a connection that the server is about to close.
    private Task CloseConnectionAsync(object response)
    {
        if (shutdown.HasBegun)
            ((HttpResponse)response).Headers.Connection = "close";
        return Task.CompletedTask;
    }

    [LoggerMessage(
        EventId = 5032, Level = LogLevel.Information,
        Message = "The instance stops, after {Milliseconds} ms in which it finished its requests. {Left} requests are not finished")]
    private partial void LogEnded(long milliseconds, int left);
}

/// <summary>Registers the orderly stop of an instance.</summary>
public static class DrainSetup
{
    /// <summary>Lets the host finish the requests in progress before it stops.</summary>
    public static IServiceCollection AddLeerIdDrain(this IServiceCollection services) => services
        .AddSingleton<RequestDrain>()
        .AddSingleton<IStartupFilter>(s => s.GetRequiredService<RequestDrain>())
        .AddHostedService(s => s.GetRequiredService<RequestDrain>());
}
