using System.Text.Json.Nodes;
using LeerId.Infra.Tests.Bicep;

namespace LeerId.Infra.Tests.Security;

/// <summary>The host's own log (table FunctionAppLogs) tells why an app doesn't start, and not who called it when.</summary>
public sealed class HostLogTests
{
    private static readonly JsonObject Levels =
        JsonNode.Parse(File.ReadAllText(Path.Combine(BicepFolder.Repository, "host.json")))!["logging"]!["logLevel"]!.AsObject();

    // Four lines for each call would be most of the volume: the path, the browser and the duration.
    [Theory]
    [InlineData("Function")]
    [InlineData("Microsoft.Azure.WebJobs.Script.WebHost.Middleware")]
    public void Host_logs_no_line_for_a_call(string category) => Assert.Equal("Warning", Levels[category]?.ToString());

    [Fact]
    public void Host_logs_how_it_starts_at_the_level_that_it_has_without_a_setting() => Assert.DoesNotContain("default", Levels.Select(level => level.Key));
}
