using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using LeerId.Functions;
using LeerId.Functions.Health;
using LeerId.Functions.Provider;
using LeerId.Functions.StaffConsole;
using LeerId.Hosting;
using LeerId.Pages;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddLeerId(builder.Configuration).AddLeerIdPages().AddRequestBodies().AddLeerIdProvider().AddLeerIdConsole().AddLeerIdWarmUp()
    .AddLeerIdDrain();

// The web server's own lines hold addresses, and those of a sign-in hold its code.
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

IOpenTelemetryBuilder telemetry = builder.Services.AddOpenTelemetry().UseFunctionsWorkerDefaults();
if (builder.Configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"] is { Length: > 0 })
    telemetry.UseAzureMonitorExporter(options =>
    {
        options.Credential = new DefaultAzureCredential();
        // The alerts stand on log lines: none is left out with its trace.
        options.EnableTraceBasedLogsSampler = false;
    });

await builder.Build().RunAsync();
