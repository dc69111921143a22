using System.Text.RegularExpressions;
using LeerId.Infra.Tests.Bicep;
using YamlDotNet.RepresentationModel;

namespace LeerId.Infra.Tests.Pipeline;

/// <summary>The pipeline names nothing that isn't there, runs only what is pinned, and holds no secret.</summary>
public sealed partial class PipelineTests
{
    [Fact]
    public void Every_path_and_script_it_names_is_there()
    {
        string[] named =
        [
            .. PipelineFiles.Values("script", "scriptPath", "arguments", "parameterFile")
                .SelectMany(value => PathPattern().Matches(value.Value)).Select(match => match.Value),
            .. PipelineFiles.Values("template").Select(value => Path.Combine(Path.GetDirectoryName(value.File) ?? "", value.Value)),
        ];

        Assert.Contains("LeerIdFunctions.sln", named);
        Assert.Contains("scripts/publish-functions.sh", named);
        Assert.Contains("infra/bicep/prod.bicepparam", named);
        Assert.All(named, path => Assert.True(File.Exists(Path.Combine(BicepFolder.Repository, path)), path));
    }

    [Fact]
    public void Every_script_can_be_run()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows keeps no such right.");
        else
            foreach (string script in Directory.GetFiles(Path.Combine(BicepFolder.Repository, "scripts")))
                Assert.True(File.GetUnixFileMode(script).HasFlag(UnixFileMode.UserExecute), script);
    }

    [Fact]
    public void Every_task_is_pinned_to_a_version() => Assert.All(
        PipelineFiles.Values("task"), task => Assert.Matches("^[A-Za-z]+@[0-9]+$", task.Value));

    [Fact]
    public void Image_is_pinned() => Assert.All(PipelineFiles.Values("vmImage"), image => Assert.Matches(@"-\d+\.\d+$", image.Value));

    [Fact]
    public void It_holds_no_secret()
    {
        Assert.All(PipelineFiles.All.Keys, file => Assert.DoesNotMatch(
            SecretPattern(), File.ReadAllText(Path.Combine(BicepFolder.Repository, file))));
        // Connections by name; what they may do is federated, and not in a file.
        Assert.All(PipelineFiles.Values("azureSubscription"), connection => Assert.Equal("${{ parameters.connection }}", connection.Value));
    }

    [Fact]
    public void It_restores_as_locked_tests_and_publishes_the_app_before_anything_is_deployed()
    {
        string[] build = [.. PipelineFiles.Steps("pipelines/build.yml").Select(Describe)];
        Assert.Equal(
            ["UseDotNet@2", "UseNode@1", "dotnet restore", "dotnet format", "dotnet build",
                "dotnet test", "PublishTestResults@2", "PublishCodeCoverageResults@2",
                "az bicep", "scripts/publish-functions.sh", "ArchiveFiles@2", "publish"],
            build);
        Assert.Contains(PipelineFiles.Values("script"), script => script.Value.Contains("--locked-mode", StringComparison.Ordinal));
    }

    [Fact]
    public void It_shows_the_change_then_deploys_then_looks_and_goes_back_when_that_fails()
    {
        string[] deploy = [.. PipelineFiles.Steps("pipelines/deploy.yml").Select(Describe)];
        Assert.Equal(
            ["scripts/deploy-infrastructure.sh", "download", "AzureFunctionApp@2", "scripts/smoke-test.sh",
                "checkout", "download", "scripts/read-outputs.sh", "DownloadPipelineArtifact@2", "scripts/find-former-package.sh",
                "AzureFunctionApp@2", "scripts/smoke-test.sh"],
            deploy);
        Assert.Contains(PipelineFiles.Values("template"), template => template is { File: "pipelines/deploy.yml", Value: "what-if.yml" });
    }

    [Fact]
    public void First_run_finds_no_former_package_and_leaves_the_app_as_it_is()
    {
        YamlMappingNode[] steps = [.. PipelineFiles.Steps("pipelines/deploy.yml")];
        int found = Array.FindIndex(steps, step => Describe(step) == "scripts/find-former-package.sh");
        Assert.Equal("true", steps[found - 1]["continueOnError"].ToString());
        Assert.Equal(2, steps.Length - found - 1);
        Assert.All(steps[(found + 1)..], step => Assert.Equal("and(succeeded(), eq(variables['formerPackage'], 'found'))", step["condition"].ToString()));
    }

    [Fact]
    public void Production_waits_for_an_approval_after_its_preview_and_for_the_end_of_school()
    {
        YamlMappingNode root = (YamlMappingNode)PipelineFiles.All[PipelineFiles.Main];
        string[] stages = [.. ((YamlSequenceNode)root["stages"]).Cast<YamlMappingNode>()
            .Select(stage => $"{stage["stage"]} after {(stage.Children.TryGetValue("dependsOn", out YamlNode? before) ? before : "nothing")}")];
        Assert.Equal(["Build after nothing", "Test after Build", "Preview after Test", "Window after Preview", "Prod after Window"], stages);
        Assert.Single(PipelineFiles.Values("task"), task => task is { File: PipelineFiles.Main, Value: "ManualValidation@1" });
        Assert.Contains(PipelineFiles.Values("onTimeout"), value => value.Value == "reject");
    }

    private static string Describe(YamlMappingNode step)
    {
        string Text(string key) => ((YamlScalarNode)step[key]).Value!;
        bool Has(string key) => step.Children.ContainsKey(key);
        if (Has("inputs") && ((YamlMappingNode)step["inputs"]).Children.TryGetValue("scriptPath", out YamlNode? script))
            return script.ToString();
        if (Has("task"))
            return Text("task");
        if (!Has("script"))
            return ((YamlScalarNode)step.Children.First().Key).Value!;
        string[] words = Text("script").Split(' ', 3);
        return words[0].StartsWith("scripts/", StringComparison.Ordinal) ? words[0] : $"{words[0]} {words[1]}";
    }

    [GeneratedRegex(@"(?<![\w/$({])(?:scripts|infra|src|tests|pipelines)/[\w./-]+|\b\w+\.sln\b")]
    private static partial Regex PathPattern();

    [GeneratedRegex(
        "AccountKey|SharedAccess|password|client[-_]?secret|servicePrincipalKey|InstrumentationKey|BEGIN [A-Z ]*PRIVATE KEY", RegexOptions.IgnoreCase)]
    private static partial Regex SecretPattern();
}
