using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Azure.Monitor.OpenTelemetry.Exporter;
using LeerId.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Trace;

namespace LeerId.Functions.Tests.Telemetry;

/// <summary>Takes what the app's own exporter sends to Application Insights.</summary>
internal sealed class IngestionServer : IAsyncDisposable
{
    public const string ConnectionSetting = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    private readonly WebApplication _web;
    private readonly ConcurrentQueue<string> _lines = new();

    private IngestionServer(WebApplication web) => _web = web;

    /// <summary>Everything that was sent, as it was sent.</summary>
    public string AllText => string.Join('\n', _lines);

    public IReadOnlyList<TelemetryRow> Rows => [.. _lines.Select(line => TelemetryRow.Read(JsonElement.Parse(line)))];

    private string ConnectionString =>
        $"InstrumentationKey=7c5e1b8e-0000-4000-8000-000000000000;IngestionEndpoint={_web.Urls.Single()}/;LiveEndpoint={_web.Urls.Single()}/";

    public static async Task<IngestionServer> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        WebApplication web = builder.Build();
        IngestionServer server = new(web);
        web.Run(server.HandleAsync);
        await web.StartAsync();
        return server;
    }

    /// <summary>Registers the telemetry as the app does, without the token of Azure's identity, which Azure alone can give.</summary>
    public void Register(IServiceCollection services) => services
        .AddTelemetry(new ConfigurationBuilder().AddInMemoryCollection([new(ConnectionSetting, ConnectionString)]).Build())
        .PostConfigure<AzureMonitorExporterOptions>(options =>
        {
            options.ConnectionString = ConnectionString;
            options.Credential = null;
            options.DisableOfflineStorage = true;
        });

    /// <summary>Sends the log lines so far, waits until they have arrived, and gives all rows.</summary>
    public async Task<IReadOnlyList<TelemetryRow>> FlushAsync(IServiceProvider services)
    {
        // A flush ends when the last lines are taken from the buffer, and their request can still be under way.
        string last = $"{Guid.NewGuid()}";
        services.GetRequiredService<ILoggerFactory>().CreateLogger<IngestionServer>()
            .Log(LogLevel.Information, eventId: 0, last, exception: null, static (text, _) => text);
        await Eventually.TrueAsync(
            "the log lines arrive",
            () => services.GetRequiredService<LoggerProvider>().ForceFlush()
                && services.GetRequiredService<TracerProvider>().ForceFlush()
                && AllText.Contains(last, StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        return Rows;
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        if (context.Request.Path != "/v2.1/track")
            return;
        using MemoryStream body = new();
        await using (Stream stream = context.Request.Headers.ContentEncoding == "gzip"
            ? new GZipStream(context.Request.Body, CompressionMode.Decompress) : context.Request.Body)
            await stream.CopyToAsync(body, context.RequestAborted);
        string[] lines = Encoding.UTF8.GetString(body.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (string line in lines)
            _lines.Enqueue(line);
        await context.Response.WriteAsJsonAsync(new { itemsReceived = lines.Length, itemsAccepted = lines.Length, errors = Array.Empty<object>() });
    }
}
