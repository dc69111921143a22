using System.Text.Json.Nodes;
using LeerId.Infra.Tests.Bicep;

namespace LeerId.Infra.Tests.Security;

/// <summary>The host's own log (table FunctionAppLogs) explains why an app doesn't start. It doesn't record callers and times of requests.</summary>
public sealed class HostLogTests
{
    private static readonly JsonObject Levels =
        JsonNode.Parse(File.ReadAllText(Path.Combine(BicepFolder.Repository, "host.json")))!["logging"]!["logLevel"]!.AsObject();

    // The host writes four lines per request, with the path, the browser and the duration. They would be most of the volume.
    [Theory]
    [InlineData("Function")]
    [InlineData("Microsoft.Azure.WebJobs.Script.WebHost.Middleware")]
    public void Host_logs_no_line_for_a_call(string category) => Assert.Equal("Warning", Levels[category]?.ToString());

    [Fact]
    public void Host_logs_how_it_starts_at_the_level_that_it_has_without_a_setting() => Assert.DoesNotContain("default", Levels.Select(level => level.Key));
}
