using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using LeerId.Functions.Health;
using LeerId.Functions.Provider;
using LeerId.Functions.StaffConsole;
using LeerId.Hosting;
using LeerId.Pages;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

namespace LeerId.Functions;

/// <summary>Registers what Azure runs.</summary>
public static class AppServices
{
    /// <summary>Registers the telemetry and every feature.</summary>
    /// <remarks>The telemetry is first: services start in this order, and a log line that is written before the exporter starts is lost.</remarks>
    public static IServiceCollection AddApp(this IServiceCollection services, IConfiguration configuration) => services
        .AddTelemetry(configuration)
        .AddLeerId(configuration)
        .AddLeerIdPages()
        .AddRequestBodies()
        .AddLeerIdProvider()
        .AddLeerIdConsole()
        .AddLeerIdWarmUp()
        .AddLeerIdDrain();

    /// <summary>Sends log lines, traces and metrics to Application Insights, if its connection string is set.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        // The web server's own lines hold addresses, and those of a sign-in hold its code.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning));
        IOpenTelemetryBuilder telemetry = services.AddOpenTelemetry().UseFunctionsWorkerDefaults();
        if (configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"] is { Length: > 0 })
            telemetry.UseAzureMonitorExporter(options =>
            {
                options.Credential = new DefaultAzureCredential();
                // The exporter keeps five traces per second, and by default drops the log lines of the others. The alerts read log lines.
                options.EnableTraceBasedLogsSampler = false;
            });
        return services;
    }
}
