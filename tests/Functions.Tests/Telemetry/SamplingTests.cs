using System.Reflection;

namespace LeerId.Functions.Tests.Telemetry;

/// <summary>The exporter samples spans and no log lines.</summary>
[Collection(nameof(SamplingTests))]
public sealed class SamplingTests
{
    // Far more than the five traces per second of which the exporter sends the spans.
    private const int Runs = 300;

    [Fact]
    public async Task Log_lines_are_all_sent_when_spans_are_sampled()
    {
        await using AppTelemetry app = await AppTelemetry.StartAsync();
        IReadOnlyList<(int EventId, MethodInfo Method)> events = LogMethods.Of(AlertQuery.All.Values);
        for (int run = 0; run < Runs; run++)
            await app.FailAsync(() => LogMethods.Call(events[run % events.Count].Method, app.Loggers));

        IReadOnlyList<TelemetryRow> rows = app.Shutdown();

        Assert.InRange(rows.Count(row => row.Table == "AppDependencies"), 0, Runs / 2);
        Assert.Equal(Runs, rows.Count(row => row.Table == "AppExceptions" && row.Properties.GetValueOrDefault("EventName") == "InvocationError"));
        Assert.Equal(
            Enumerable.Range(0, Runs).Select(run => events[run % events.Count].EventId).Order(),
            rows.Select(row => row.EventId).OfType<int>().Where(id => events.Any(logged => logged.EventId == id)).Order());
    }
}

/// <summary>Runs alone: other tests listen to the spans of the whole process, and a span with such a listener is sent.</summary>
[CollectionDefinition(nameof(SamplingTests), DisableParallelization = true)]
public sealed class AloneInTheProcess;
