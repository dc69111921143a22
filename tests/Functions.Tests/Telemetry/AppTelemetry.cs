using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Trace;

namespace LeerId.Functions.Tests.Telemetry;

/// <summary>The app's telemetry without its functions, sent to a server of the test.</summary>
internal sealed class AppTelemetry : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly IngestionServer _server;

    private AppTelemetry(ServiceProvider services, IngestionServer server) => (_services, _server) = (services, server);

    public IServiceProvider Services => _services;

    public ILoggerFactory Loggers => _services.GetRequiredService<ILoggerFactory>();

    public static async Task<AppTelemetry> StartAsync()
    {
        IngestionServer server = await IngestionServer.StartAsync();
        ServiceCollection services = [];
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        server.Register(services);
        ServiceProvider provider = services.BuildServiceProvider();
        foreach (IHostedService service in provider.GetServices<IHostedService>())
            await service.StartAsync(TestContext.Current.CancellationToken);
        return new AppTelemetry(provider, server);
    }

    /// <summary>Runs a function that does something and then fails.</summary>
    public async Task FailAsync(Action before)
    {
        InvalidOperationException fault = new("The run fails.");
        Assert.Same(fault, await Record.ExceptionAsync(() => WorkerInvocation.RunAsync(_services, "SealPrivacyLog", () =>
        {
            before();
            return Task.FromException(fault);
        })));
    }

    /// <summary>Gives all rows so far.</summary>
    public Task<IReadOnlyList<TelemetryRow>> FlushAsync() => _server.FlushAsync(_services);

    /// <summary>Ends the telemetry and gives all rows.</summary>
    public IReadOnlyList<TelemetryRow> Shutdown()
    {
        Assert.True(_services.GetRequiredService<LoggerProvider>().Shutdown());
        Assert.True(_services.GetRequiredService<TracerProvider>().Shutdown());
        return _server.Rows;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _server.DisposeAsync();
    }
}
