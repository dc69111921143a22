using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeerId.Infra.Tests.Bicep;

/// <summary>What each environment deploys is committed, so that a change of the template shows as a diff.</summary>
public sealed class SnapshotTests(BicepServers bicep)
{
    private const string WriteVariable = "WRITE_BICEP_SNAPSHOTS";

    private static readonly JsonSerializerOptions Form = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("dev")]
    [InlineData("test")]
    [InlineData("prod")]
    public async Task Committed_snapshot_is_that_of_the_template(string environment)
    {
        string snapshot = TextOf((await bicep.DeploymentAsync(environment)).Snapshot);
        string path = Path.Combine(BicepFolder.InRepository, $"{environment}.snapshot.json");
        if (Environment.GetEnvironmentVariable(WriteVariable) is { Length: > 0 })
            await File.WriteAllTextAsync(path, snapshot, TestContext.Current.CancellationToken);
        string committed = File.Exists(path) ? (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n") : "";
        Assert.True(
            committed == snapshot,
            $"{environment}.snapshot.json differs from what the template deploys, first at: {FirstDifference(committed, snapshot)}. Write the snapshots anew "
            + $"and look at the diff: {WriteVariable}=1 dotnet test tests/Infra.Tests --filter FullyQualifiedName~SnapshotTests");
    }

    [Fact]
    public async Task A_change_of_the_template_changes_the_snapshot()
    {
        using BicepFolder folder = new();
        folder.Replace("modules/student-storage.bicep", "minimumTlsVersion: 'TLS1_2'", "minimumTlsVersion: 'TLS1_3'");
        Assert.NotEqual(
            TextOf((await bicep.DeploymentAsync("dev")).Snapshot), TextOf((await bicep.DeploymentAsync(folder.Path, "dev")).Snapshot));
    }

    [Fact]
    public async Task Nothing_is_left_unresolved_but_what_Azure_alone_knows()
    {
        foreach (string environment in new[] { "dev", "test", "prod" })
        {
            JsonNode snapshot = (await bicep.DeploymentAsync(environment)).Snapshot;
            Assert.Empty(snapshot["diagnostics"]!.AsArray());
            Assert.All(
                Texts(snapshot).Where(text => text.StartsWith('[') && text.EndsWith(']')),
                expression => Assert.True(
                    expression.Contains("reference(", StringComparison.Ordinal) || expression.Contains("environment().suffixes", StringComparison.Ordinal),
                    $"{environment}: {expression}"));
        }
    }

    // The Bicep CLI writes the outputs in another order each time.
    private static string TextOf(JsonNode snapshot)
    {
        JsonObject sorted = snapshot.DeepClone().AsObject();
        sorted["outputs"] = new JsonObject(
            snapshot["outputs"]!.AsObject().OrderBy(output => output.Key, StringComparer.Ordinal)
                .Select(output => KeyValuePair.Create(output.Key, output.Value?.DeepClone())));
        return $"{sorted.ToJsonString(Form)}\n";
    }

    private static string FirstDifference(string committed, string snapshot) => committed.Split('\n').Zip(snapshot.Split('\n'))
        .Where(pair => pair.First != pair.Second).Select(pair => pair.Second.Trim()).FirstOrDefault("the end");

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Texts(member.Value)),
        JsonArray entries => entries.SelectMany(Texts),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [value.GetValue<string>()],
        _ => [],
    };
}
