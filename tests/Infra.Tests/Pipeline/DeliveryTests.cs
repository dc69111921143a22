using System.Diagnostics;
using System.Text.Json;
using LeerId.Infra.Tests.Bicep;
using YamlDotNet.RepresentationModel;

namespace LeerId.Infra.Tests.Pipeline;

/// <summary>A deployment interrupts no run and no lesson.</summary>
public sealed class DeliveryTests(BicepServers bicep)
{
    private static YamlMappingNode Root => (YamlMappingNode)PipelineFiles.All[PipelineFiles.Main];

    [Theory]
    [InlineData("dev")]
    [InlineData("test")]
    [InlineData("prod")]
    public async Task Instances_are_drained_and_replaced_in_batches(string environment) => Assert.Equal(
        "RollingUpdate", (await bicep.DeploymentAsync(environment)).App["properties.functionAppConfig.siteUpdateStrategy.type"]);

    [Theory]
    [InlineData("2026-11-27T07:30:00+01:00", 630)]
    [InlineData("2026-11-27T17:59:30+01:00", 1)]
    [InlineData("2026-11-27T18:00:00+01:00", 0)]
    [InlineData("2026-11-27T21:59:59+01:00", 0)]
    [InlineData("2026-11-27T22:00:00+01:00", 1200)]
    [InlineData("2026-11-28T00:30:00+01:00", 1050)]
    [InlineData("2026-07-01T16:30:00Z", 0)]
    // The clocks change in the night between: of the first night there are 23 hours, of the second 25.
    [InlineData("2027-03-27T22:00:00+01:00", 1140)]
    [InlineData("2026-10-24T22:00:00+02:00", 1260)]
    public async Task Production_waits_until_schools_are_closed_in_Brussels(string moment, int minutes) =>
        Assert.Equal((0, $"{minutes}"), await Script.RunAsync("minutes-until-deployment.sh", [moment], ("TZ", "America/New_York")));

    [Fact]
    public void Wait_is_between_the_approval_and_production_and_keeps_no_agent_busy()
    {
        YamlMappingNode[] stages = [.. ((YamlSequenceNode)Root["stages"]).Cast<YamlMappingNode>()];
        Assert.Equal("Window", stages.Single(stage => $"{stage["stage"]}" == "Prod")["dependsOn"].ToString());
        Assert.Contains(PipelineFiles.Pairs(stages.Single(stage => $"{stage["stage"]}" == "Window")), pair => pair == ("template", "pipelines/window.yml"));

        YamlMappingNode wait = Job("pipelines/window.yml", "Wait");
        Assert.Equal(("server", "Window"), (wait["pool"].ToString(), wait["dependsOn"].ToString()));
        Assert.Contains(PipelineFiles.Pairs(wait), pair => pair == ("task", "Delay@1"));
        Assert.Contains(PipelineFiles.Pairs(wait), pair => pair == ("delayForMinutes", "$(minutes)"));
        // An agentless job ends after an hour unless it is told otherwise. The longest wait is from 22.00 until 18.00 in a night of 25 hours.
        Assert.True(int.Parse(wait["timeoutInMinutes"].ToString(), null) > 1260);
        Assert.Contains(
            PipelineFiles.Pairs(Job("pipelines/window.yml", "Window")),
            pair => pair == ("script", "echo \"##vso[task.setvariable variable=minutes;isOutput=true]$(scripts/minutes-until-deployment.sh)\""));
    }

    [Fact]
    public void Somebody_can_choose_not_to_wait()
    {
        YamlMappingNode parameter = Assert.IsType<YamlMappingNode>(Assert.Single((YamlSequenceNode)Root["parameters"]));
        Assert.Equal(("duringSchoolHours", "boolean", "false"), ($"{parameter["name"]}", $"{parameter["type"]}", $"{parameter["default"]}"));
        Assert.Contains(PipelineFiles.Pairs(Root), pair => pair == ("duringSchoolHours", "${{ parameters.duringSchoolHours }}"));

        YamlMappingNode minutes = (YamlMappingNode)Job("pipelines/window.yml", "Wait")["variables"];
        Assert.Equal("0", minutes["${{ if parameters.duringSchoolHours }}"]["minutes"].ToString());
        Assert.Equal("$[ dependencies.Window.outputs['window.minutes'] ]", minutes["${{ else }}"]["minutes"].ToString());
    }

    [Fact]
    public void Package_is_deployed_again_while_the_role_on_its_container_has_no_effect_yet() =>
        Assert.Contains(PipelineFiles.Values("retryCountOnTaskFailure"), value => value is { File: "pipelines/deploy.yml", Value: "5" });

    [Fact]
    public void Smoke_test_gets_the_version_of_the_package_that_was_deployed()
    {
        string[] tests =
            [.. PipelineFiles.Values("script").Select(script => script.Value).Where(script => script.Contains("smoke-test", StringComparison.Ordinal))];
        Assert.Equal(2, tests.Length);
        Assert.EndsWith(" \"$(unzip -p $(Pipeline.Workspace)/functions/functions.zip version.txt)\"", tests[0], StringComparison.Ordinal);
        Assert.EndsWith(" \"$(unzip -p $(Pipeline.Workspace)/former/functions.zip version.txt)\"", tests[1], StringComparison.Ordinal);
        Assert.Contains(
            PipelineFiles.Values("script"),
            script => script.Value == "scripts/publish-functions.sh $(Build.ArtifactStagingDirectory)/functions $(Build.BuildNumber)");
    }

    [Fact]
    public async Task Number_of_the_build_is_in_the_assembly_that_says_the_version()
    {
        ProcessStartInfo info = new("dotnet",
            ["msbuild", Path.Combine(BicepFolder.Repository, "src", "Core"), "-getItem:AssemblyMetadata", "-p:BuildNumber=20261128.3"])
        {
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(info)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        JsonElement build = Assert.Single(
            JsonElement.Parse(output).GetProperty("Items").GetProperty("AssemblyMetadata").EnumerateArray(),
            item => item.GetProperty("Identity").GetString() == "Build");
        Assert.Equal("20261128.3", build.GetProperty("Value").GetString());
    }

    // In the mode OpenTelemetry the host reads no sampling settings. If there were any, they would only seem to count.
    [Fact]
    public void Host_sends_its_telemetry_as_the_worker_does()
    {
        using JsonDocument host = JsonDocument.Parse(File.ReadAllText(Path.Combine(BicepFolder.Repository, "host.json")));
        Assert.Equal("OpenTelemetry", host.RootElement.GetProperty("telemetryMode").GetString());
        Assert.False(host.RootElement.TryGetProperty("logging", out JsonElement logging) && logging.TryGetProperty("applicationInsights", out _));
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("test")]
    [InlineData("prod")]
    public async Task Application_Insights_leaves_nothing_out_of_what_it_gets(string environment) =>
        Assert.Equal("", (await bicep.DeploymentAsync(environment)).One("Microsoft.Insights/components")["properties.SamplingPercentage"]);

    private static YamlMappingNode Job(string file, string name) => PipelineFiles.All[file].AllNodes.OfType<YamlMappingNode>()
        .Single(node => node.Children.TryGetValue("job", out YamlNode? job) && job.ToString() == name);
}
