using Azure.Monitor.OpenTelemetry.Exporter;
using LeerId.Functions.Health;
using LeerId.Functions.Provider;
using LeerId.Functions.StaffConsole;
using LeerId.Hosting;
using LeerId.Pages;
using LeerId.Storage;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

namespace LeerId.Functions;

/// <summary>Registers the services of the app in Azure.</summary>
public static class AppServices
{
    /// <summary>Registers the telemetry and every feature.</summary>
    /// <remarks>Telemetry is registered first. Services start in this order, and log lines from before the exporter starts are lost.</remarks>
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
        // The web server's own log lines contain addresses, and the address of a sign-in contains its code.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning));
        IOpenTelemetryBuilder telemetry = services.AddOpenTelemetry().UseFunctionsWorkerDefaults();
        if (configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"] is { Length: > 0 })
            telemetry.UseAzureMonitorExporter(options =>
            {
                options.Credential = ManagedIdentity.Credential(configuration["AZURE_CLIENT_ID"]);
                // The exporter keeps five traces per second, and by default drops the log lines of other traces. The alerts need every log line.
                options.EnableTraceBasedLogsSampler = false;
            });
        return services;
    }
}
