using LeerId.Load;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeerId.Functions.Health;

/// <summary>
/// Lets an instance that has to stop finish its work. From then on it is not ready, so that new requests go to other instances, and a sign-in that begins
/// here nevertheless gets the page that asks again. Each answer closes its connection. The server stops when the requests in progress are answered and
/// no new ones come.
/// </summary>
internal sealed partial class RequestDrain(Shutdown shutdown, TimeProvider clock, ILogger<RequestDrain> logger) : IHostedLifecycleService, IStartupFilter
{
    // Requests that were on their way when the instance said that it is not ready come within this time.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    // No answer takes longer than 15 seconds, and hosts end a process after 30.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

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
        while (!IsQuiet && clock.GetElapsedTime(began) < Patience)
            await Task.Delay(Poll, clock, cancellationToken);
        double seconds = clock.GetElapsedTime(began).TotalSeconds;
        int left = Volatile.Read(ref _inProgress);
        LogEnded(seconds, left);
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
        Message = "The instance stops, after {Seconds:0.0} seconds in which it finished its requests. {Left} requests are not finished")]
    private partial void LogEnded(double seconds, int left);
}

/// <summary>Registers the end of an instance.</summary>
public static class DrainSetup
{
    /// <summary>Lets the host finish the requests in progress before it stops.</summary>
    public static IServiceCollection AddLeerIdDrain(this IServiceCollection services) => services
        .AddSingleton<RequestDrain>()
        .AddSingleton<IStartupFilter>(s => s.GetRequiredService<RequestDrain>())
        .AddHostedService(s => s.GetRequiredService<RequestDrain>());
}
