using System.Reflection;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeerId.Functions.Tests.Telemetry;

/// <summary>
/// The alerts ask for what the app's own exporter sends: the table, the number of the event, the properties, and whether a run succeeded. Each log method
/// whose event an alert names is called, and the worker runs a function that fails. What arrives is compared with the queries.
/// </summary>
public sealed class AlertContractTests : IAsyncLifetime
{
    private AppTelemetry? _app;

    // Azure itself writes the rows of these tables.
    private static readonly string[] TablesOfAzure = ["AZKVAuditLogs"];

    public static IEnumerable<TheoryDataRow<string>> Alerts => AlertQuery.All
        .Where(alert => !alert.Value.Tables.Any(table => TablesOfAzure.Contains(table)))
        .Select(alert => new TheoryDataRow<string>(alert.Key));

    private AppTelemetry App => _app!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await AppTelemetry.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Alerts))]
    public async Task Alert_asks_for_what_the_app_sends(string alert)
    {
        AlertQuery query = AlertQuery.All[alert];
        Assert.Empty(query.Faults(await SendAsync(query)));
    }

    [Theory]
    [InlineData("AppTraces\n| where toint(Properties.EventId) == 9999", "Event 9999 is not sent.")]
    [InlineData("AppTraces\n| where toint(Properties.EventId) in (8010, 8012)", "Event 8012 is sent to AppExceptions.")]
    [InlineData("AppTraces\n| where toint(Properties.EventId) == 8010\n| project What = tostring(Properties.Dag)", "Properties.Dag is not sent.")]
    [InlineData("AppExceptions\n| where tostring(Properties.EventName) == 'InvocationFailed'", "No row that it asks for is sent.")]
    [InlineData("AppDependencies\n| where Success == true and Name startswith 'function '", "No row that it asks for is sent.")]
    [InlineData("AppDependencies\n| where Success == false and Name startswith 'Function '", "No row that it asks for is sent.")]
    [InlineData("AppDependencies\n| where Success == false", "Everything that it reads is sampled.")]
    [InlineData("AppRequests\n| where Success == false", "The worker sends nothing to AppRequests.")]
    public async Task Query_for_something_else_is_found(string text, string fault)
    {
        AlertQuery query = AlertQuery.Parse(text);
        Assert.Contains(fault, query.Faults(await SendAsync(query)));
    }

    [Fact]
    public void Exporter_starts_before_everything_that_logs_while_the_app_starts()
    {
        ServiceCollection services = [];
        services.AddApp(TestConfiguration.On("UseDevelopmentStorage=true", [new(IngestionServer.ConnectionSetting, "InstrumentationKey=1")]));
        string[] started = [.. services.Where(service => service.ServiceType == typeof(IHostedService)).Select(AssemblyOf)];
        int exporter = Array.IndexOf(started, "Azure.Monitor.OpenTelemetry.Exporter");
        int first = Array.FindIndex(started, name => name.StartsWith("LeerId.", StringComparison.Ordinal));
        Assert.InRange(exporter, 0, first - 1);
    }

    private static string AssemblyOf(ServiceDescriptor service) =>
        (service.ImplementationType?.Assembly ?? service.ImplementationFactory!.Method.Module.Assembly).GetName().Name!;

    /// <summary>Logs the events of a query, and fails runs until the span of one is sent if the query reads spans.</summary>
    private async Task<IReadOnlyList<TelemetryRow>> SendAsync(AlertQuery query)
    {
        foreach ((_, MethodInfo method) in LogMethods.Of([query]))
            LogMethods.Call(method, App.Loggers);
        await Eventually.TrueAsync(
            "the span of a failed run is sent",
            async () =>
            {
                await App.FailAsync(() => { });
                return !query.Tables.Contains("AppDependencies") || (await App.FlushAsync()).Any(row => row.Table == "AppDependencies");
            },
            Cancel);
        return await App.FlushAsync();
    }
}
