using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using LeerId.Infra.Tests.Documents;

namespace LeerId.Infra.Tests.Editors;

/// <summary>
/// F5 works in Visual Studio, Rider, VS Code and a dev container: their files refer to projects, profiles, tasks and ports that exist.
/// </summary>
public sealed partial class EditorFilesTests
{
    private const string Workspace = "${workspaceFolder}/";

    public static TheoryData<string> LaunchSettings { get; } =
        [.. RepositoryFiles.All.Where(path => path.EndsWith("/Properties/launchSettings.json", StringComparison.Ordinal))];

    [Fact]
    public void Each_program_that_one_starts_has_launch_settings() => Assert.Equal(
        ["dev/AcmSimulator/Properties/launchSettings.json", "dev/LocalHost/Properties/launchSettings.json"],
        LaunchSettings.Select(row => row.Data));

    [Theory]
    [MemberData(nameof(LaunchSettings))]
    public void A_profile_starts_its_project_at_the_address_that_the_program_takes(string file)
    {
        string folder = file[..^"/Properties/launchSettings.json".Length];
        Assert.True(File.Exists(MarkdownFiles.At(ProjectIn(folder))), folder);
        string[] sources =
        [
            .. RepositoryFiles.All.Where(path => path.StartsWith($"{folder}/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal))
                .Select(MarkdownFiles.Read),
        ];

        KeyValuePair<string, JsonNode?> profile = Assert.Single(Json(file)["profiles"]!.AsObject());
        Assert.Equal(Path.GetFileName(folder), profile.Key);
        Assert.Equal("Project", Text(profile.Value, "commandName"));
        string address = $"\"{Text(profile.Value, "applicationUrl")}\"";
        Assert.Contains(sources, source => source.Contains(address, StringComparison.Ordinal));
    }

    [Fact]
    public void Visual_Studio_starts_LocalHost_because_it_is_the_solutions_first_project() => Assert.Equal(
        "dev/LocalHost/LocalHost.csproj", SolutionProject().Match(MarkdownFiles.Read("LeerIdFunctions.sln")).Groups[1].Value.Replace('\\', '/'));

    [Fact]
    public void VS_Code_builds_a_project_and_starts_what_the_build_makes()
    {
        XElement properties = XDocument.Load(MarkdownFiles.At("Directory.Build.props")).Root!;
        string framework = properties.Descendants("TargetFramework").Single().Value;
        JsonArray configurations = Json(".vscode/launch.json")["configurations"]!.AsArray();
        Assert.Equal(LaunchSettings.Count, configurations.Count);
        Assert.All(configurations, configuration =>
        {
            string folder = Text(configuration, "cwd")[Workspace.Length..];
            string name = Path.GetFileName(folder);
            Assert.Equal($"{Workspace}{folder}/bin/Debug/{framework}/LeerId.{name}.dll", Text(configuration, "program"));
            Assert.NotNull(Json($"{folder}/Properties/launchSettings.json")["profiles"]![Text(configuration, "launchSettingsProfile")]);

            JsonNode task = Assert.Single(Json(".vscode/tasks.json")["tasks"]!.AsArray(), task => Text(task, "label") == Text(configuration, "preLaunchTask"))!;
            Assert.Equal(["build", $"{Workspace}{ProjectIn(folder)}"], task["args"]!.AsArray().Select(argument => (string?)argument));
        });
    }

    [Fact]
    public void Dev_container_has_what_the_README_asks_for()
    {
        JsonNode container = Json(".devcontainer/devcontainer.json");
        string sdk = Text(Json("global.json")["sdk"], "version");
        JsonNode? dotnet = container["features"]!.AsObject().Single(feature => feature.Key.Contains("/dotnet:", StringComparison.Ordinal)).Value;
        Assert.Equal(sdk[..sdk.LastIndexOf('.')], Text(dotnet, "version"));
        string node = Text(Json("package.json")["engines"], "node").TrimStart('>', '=');
        Assert.Contains($"/javascript-node:{node}-", Text(container, "image"), StringComparison.Ordinal);

        string commands = Text(container, "postCreateCommand");
        Assert.Contains(" chromium ", commands, StringComparison.Ordinal);
        Assert.Contains("dotnet restore LeerIdFunctions.sln --locked-mode", commands, StringComparison.Ordinal);

        IEnumerable<int> ports = LaunchSettings.Select(row => new Uri(Text(Json(row.Data)["profiles"]!.AsObject().Single().Value, "applicationUrl")).Port);
        Assert.Equal(ports.Order(), container["forwardPorts"]!.AsArray().Select(port => (int)port!).Order());
        Assert.Equal(
            container["forwardPorts"]!.AsArray().Select(port => port!.ToString()).Order(),
            container["portsAttributes"]!.AsObject().Select(port => port.Key).Order());
    }

    private static string ProjectIn(string folder) => $"{folder}/{Path.GetFileName(folder)}.csproj";

    private static JsonNode Json(string path)
    {
        Assert.Contains(path, RepositoryFiles.All);
        return JsonNode.Parse(MarkdownFiles.Read(path), documentOptions: new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip })!;
    }

    private static string Text(JsonNode? node, string name) => (string?)node?[name] ?? throw new InvalidOperationException($"{name} is missing in {node}.");

    [GeneratedRegex("\"([^\"]+\\.csproj)\"")]
    private static partial Regex SolutionProject();
}
