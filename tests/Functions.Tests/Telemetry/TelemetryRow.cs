using System.Text.Json;

namespace LeerId.Functions.Tests.Telemetry;

/// <summary>One row as the workspace has it.</summary>
/// <param name="Table">The table of the workspace.</param>
/// <param name="Name">The column of that name; null in a table without it.</param>
/// <param name="Success">The column of that name; null in a table without it.</param>
/// <param name="Properties">The column <c>Properties</c>.</param>
internal sealed record TelemetryRow(string Table, string? Name, bool? Success, IReadOnlyDictionary<string, string> Properties)
{
    /// <summary>The number of the log event; null if no log event made the row.</summary>
    public int? EventId => Properties.TryGetValue("EventId", out string? id) ? int.Parse(id, null) : null;

    /// <summary>Reads an envelope that the exporter sends. Application Insights puts each base type in one table of its workspace.</summary>
    public static TelemetryRow Read(JsonElement envelope)
    {
        JsonElement data = envelope.GetProperty("data");
        JsonElement content = data.GetProperty("baseData");
        string table = data.GetProperty("baseType").GetString() switch
        {
            "MessageData" => "AppTraces",
            "ExceptionData" => "AppExceptions",
            "RemoteDependencyData" => "AppDependencies",
            "RequestData" => "AppRequests",
            "EventData" => "AppEvents",
            "MetricData" => "AppMetrics",
            "AvailabilityData" => "AppAvailabilityResults",
            var type => throw new ArgumentException($"The table for {type} is not known."),
        };
        return new TelemetryRow(
            table,
            content.TryGetProperty("name", out JsonElement name) ? name.GetString() : null,
            content.TryGetProperty("success", out JsonElement success) ? success.GetBoolean() : null,
            content.TryGetProperty("properties", out JsonElement properties)
                ? properties.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.ToString())
                : new Dictionary<string, string>());
    }
}
