using System.Globalization;
using System.Text.RegularExpressions;
using LeerId.Infra.Tests.Bicep;

namespace LeerId.Infra.Tests.Documents;

/// <summary>The cost and the capacity in the guide match the functions in the code and the deployed resources.</summary>
public sealed partial class CostTests(BicepServers bicep)
{
    private const string Scale = "properties.functionAppConfig.scaleAndConcurrency";

    // Two GB during a whole month of 730 hours, at the price of an always-ready instance per GB and second.
    private const double PerInstance = 2 * 730 * 3600 * 0.000004;

    private static readonly string Guide = File.ReadAllText(Path.Combine(BicepFolder.Repository, "docs", "operations.md"));

    [Fact]
    public async Task Always_ready_instances_of_HTTP_cost_what_the_guide_says()
    {
        Match row = Row(@"always-ready instances for HTTP \| (\d+) instances .*\| (\d+) \| (\d+) \|");
        Assert.Equal((await bicep.DeploymentAsync("prod")).App.List($"{Scale}.alwaysReady", "instanceCount"), [row.Groups[1].Value]);
        Assert.Equal(Price(Number(row, 1)), Number(row, 3));
        Assert.Equal(0, Number(row, 2));
        foreach (string environment in new[] { "dev", "test" })
            Assert.Empty((await bicep.DeploymentAsync(environment)).App.List($"{Scale}.alwaysReady"));
    }

    // A new timer or queue function adds two always-ready instances.
    [Fact]
    public async Task Instances_that_zone_redundancy_adds_are_two_for_each_function_outside_HTTP()
    {
        Match row = Row(@"two for each of (\d+) functions outside HTTP \| (\d+) instances .*\| (\d+) \| (\d+) \|");
        Assert.Equal(FunctionsOfCode.OutsideHttp, Number(row, 1));
        Assert.Equal(FunctionsOfCode.AlwaysReadyForZones, Number(row, 2));
        Assert.Equal(Price(FunctionsOfCode.AlwaysReadyForZones), Number(row, 4));
        Assert.Equal(0, Number(row, 3));
        foreach (string environment in new[] { "dev", "test" })
            Assert.Equal("false", (await bicep.DeploymentAsync(environment)).One("Microsoft.Web/serverfarms")["properties.zoneRedundant"]);
        Assert.Equal("true", (await bicep.DeploymentAsync("prod")).One("Microsoft.Web/serverfarms")["properties.zoneRedundant"]);
    }

    [Fact]
    public async Task Alerts_cost_what_the_guide_says()
    {
        Match row = Row(@"\| (\d+) log alerts every 5 minutes × 1\.50, (\d+) others × 0\.50; .* \| (\d+) \| (\d+) \|");
        DeployedResource[] rules = [.. (await bicep.DeploymentAsync("prod")).Of("Microsoft.Insights/scheduledQueryRules")];
        Assert.Equal(rules.Count(rule => rule["properties.evaluationFrequency"] == "PT5M"), Number(row, 1));
        Assert.Equal(rules.Length, Number(row, 1) + Number(row, 2));
        // The test of the app runs 12 times per hour from three places, and the test of the certificate four times from one.
        int price = (int)Math.Round((Number(row, 1) * 1.5) + (Number(row, 2) * 0.5) + (((3 * 12) + 4) * 730 * 0.0006));
        Assert.Equal((price, price), (Number(row, 3), Number(row, 4)));
    }

    [Fact]
    public void Total_is_the_sum_of_the_rows()
    {
        int first = Guide.IndexOf("| always-ready instances for HTTP", StringComparison.Ordinal);
        string table = Guide[first..Guide.IndexOf("| in all | | ", first, StringComparison.Ordinal)];
        string[][] rows = [.. table.Trim().Split('\n').Select(line => line.Trim(' ', '|').Split(" | "))];
        Match total = Row(@"in all \| \| (\d+) \| (\d+) \|");
        Assert.Equal(Number(total, 1), rows.Sum(row => int.Parse(Amount().Match(row[2]).Value, CultureInfo.InvariantCulture)));
        Assert.Equal(Number(total, 2), rows.Sum(row => int.Parse(Amount().Match(row[3]).Value, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Instances_of_the_peak_follow_from_the_concurrency()
    {
        DeployedResource app = (await bicep.DeploymentAsync("prod")).App;
        Match row = Row(@"instances with (\d+) calls each \(`httpConcurrency`\) \| (\d+) \|");
        Assert.Equal(app[$"{Scale}.triggers.http.perInstanceConcurrency"], row.Groups[1].Value);
        Assert.Equal((int)Math.Ceiling((220 * 9 + 220 * 3 * 0.1) / Number(row, 1)), Number(row, 2));
        Match maximum = Row(@"`maximumInstances` \| (\d+), of which at least (\d+) for HTTP");
        Assert.Equal(app[$"{Scale}.maximumInstanceCount"], maximum.Groups[1].Value);
        Assert.Equal(Number(maximum, 1) - FunctionsOfCode.AlwaysReadyForZones, Number(maximum, 2));
    }

    private static Match Row(string pattern)
    {
        Match row = Regex.Match(Guide, pattern);
        Assert.True(row.Success, pattern);
        return row;
    }

    private static int Number(Match row, int group) => int.Parse(row.Groups[group].Value, CultureInfo.InvariantCulture);

    private static int Price(int instances) => (int)Math.Round(instances * PerInstance);

    [GeneratedRegex(@"^\d+")]
    private static partial Regex Amount();
}
