using System.Xml;
using LeerId.Infra.Tests.Bicep;

namespace LeerId.Infra.Tests.Security;

/// <summary>What Azure takes, and what a peak needs of it.</summary>
internal static class PlatformRules
{
    private const string Alerts = "Microsoft.Insights/scheduledQueryRules";
    private const string MetricAlerts = "Microsoft.Insights/metricAlerts";

    // Public documentation of log search alerts and of metric alerts; Azure refuses any other duration.
    private static readonly string[] Frequencies = ["PT1M", "PT5M", "PT10M", "PT15M", "PT30M", "PT45M", "PT1H", "PT2H", "PT6H", "P1D"];
    private static readonly string[] Windows = ["PT5M", "PT10M", "PT15M", "PT30M", "PT45M", "PT1H", "PT2H", "PT6H", "P1D", "P2D"];
    private static readonly string[] MetricFrequencies = ["PT1M", "PT5M", "PT15M", "PT30M", "PT1H"];
    private static readonly string[] MetricWindows = ["PT1M", "PT5M", "PT15M", "PT30M", "PT1H", "PT6H", "PT12H", "P1D"];

    // Azure's ids of West Europe, North Europe and France Central.
    private static readonly string[] Places = ["emea-nl-ams-azr", "emea-gb-db3-azr", "emea-fr-pra-edge"];

    public static IEnumerable<DeploymentRule> All =>
    [
        new("Each alert has a frequency and a window that Azure takes", deployment =>
        {
            Assert.All(deployment.Of(Alerts), alert => AssertDurations(alert, Frequencies, Windows));
            Assert.All(deployment.Of(MetricAlerts), alert => AssertDurations(alert, MetricFrequencies, MetricWindows));
        }),
        new("No alert has a window that is shorter than its frequency", deployment => Assert.All(
            deployment.Of(Alerts).Concat(deployment.Of(MetricAlerts)),
            alert => Assert.True(Duration(alert, "windowSize") >= Duration(alert, "evaluationFrequency"), alert.Name))),
        new("The availability test runs from three places in the EU", deployment =>
        {
            string[][] places = [.. deployment.Of("Microsoft.Insights/webtests").Select(test => test.List("properties.Locations", "Id").Distinct().ToArray())];
            Assert.All(places.SelectMany(each => each), place => Assert.Contains(place, Places));
            // The test of the certificate needs one place: a certificate is the same everywhere.
            Assert.Equal([1, 3], places.Select(each => each.Length).Order());
        }),
        new("Twice 220 sign-ins per second fit while ACM takes nine seconds", deployment =>
        {
            const string Scale = "properties.functionAppConfig.scaleAndConcurrency";
            int concurrency = int.Parse(deployment.App[$"{Scale}.triggers.http.perInstanceConcurrency"], null);
            int instances = int.Parse(deployment.App[$"{Scale}.maximumInstanceCount"], null) - FunctionsOfCode.AlwaysReadyForZones;
            Assert.True(concurrency * instances >= 2 * 220 * 9, $"{instances} instances with {concurrency} calls each");
            // While ACM answers at once, an instance has one processor for all its calls.
            Assert.InRange(concurrency, 16, 100);
        }, InProdOnly: true),
    ];

    private static void AssertDurations(DeployedResource alert, string[] frequencies, string[] windows)
    {
        Assert.Contains(alert["properties.evaluationFrequency"], frequencies);
        Assert.Contains(alert["properties.windowSize"], windows);
    }

    private static TimeSpan Duration(DeployedResource alert, string name) => XmlConvert.ToTimeSpan(alert[$"properties.{name}"]);
}
