using System.Text.Json.Nodes;
using LeerId.Infra.Tests.Bicep;

namespace LeerId.Infra.Tests.Security;

internal static class MonitoringRules
{
    public static IEnumerable<DeploymentRule> All =>
    [
        new("Telemetry is accepted only with a token", deployment => Assert.Equal("true", Insights(deployment)["properties.DisableLocalAuth"])),
        new("The workspace accepts and returns logs only with a token", deployment =>
            Assert.Equal("true", Workspace(deployment)["properties.features.disableLocalAuth"])),
        new("Telemetry is kept in the workspace", deployment => Assert.Equal(Workspace(deployment).Id, Insights(deployment)["properties.WorkspaceResourceId"])),
        new("Telemetry has no callers' addresses", deployment => Assert.Equal("false", Insights(deployment)["properties.DisableIpMasking"])),
        new("The app sends its telemetry with its identity's token", deployment =>
        {
            Assert.Contains(";Authorization=AAD", deployment.AppSetting("APPLICATIONINSIGHTS_AUTHENTICATION_STRING"), StringComparison.Ordinal);
            Assert.Contains(deployment.Identity.Id, deployment.AppSetting("APPLICATIONINSIGHTS_AUTHENTICATION_STRING"), StringComparison.Ordinal);
        }),
        new("The lines of the seals are kept longer than the privacy log", deployment =>
            Assert.True(int.Parse(deployment.One("Microsoft.OperationalInsights/workspaces/tables")["properties.totalRetentionInDays"], null) > 3 * 366),
            InProdOnly: true),
        new("The host's log is kept, and no log with the addresses that were called", deployment =>
            Assert.Equal(["FunctionAppLogs"], EnabledLogs(Assert.Single(deployment.On(deployment.App, "Microsoft.Insights/diagnosticSettings"))))),
        new("Every log is sent to the workspace", deployment => Assert.All(
            deployment.Of("Microsoft.Insights/diagnosticSettings"), settings => Assert.Equal(Workspace(deployment).Id, settings["properties.workspaceId"]))),
        new("Every alert is enabled, queries the workspace and sends mail", deployment =>
        {
            string mails = deployment.One("Microsoft.Insights/actionGroups").Id;
            Assert.All(deployment.Of("Microsoft.Insights/scheduledQueryRules"), rule =>
            {
                Assert.Equal("true", rule["properties.enabled"]);
                Assert.Equal([Workspace(deployment).Id], rule.List("properties.scopes"));
                Assert.Equal([mails], rule.List("properties.actions.actionGroups"));
            });
            Assert.All(deployment.Of("Microsoft.Insights/metricAlerts"), alert =>
            {
                Assert.Equal("true", alert["properties.enabled"]);
                Assert.Equal([mails], alert.List("properties.actions", "actionGroupId"));
            });
            Assert.Equal(
                deployment.Of("Microsoft.Insights/webtests").Select(test => test.Id).Order(StringComparer.Ordinal),
                deployment.Of("Microsoft.Insights/metricAlerts").Select(alert => alert["properties.criteria.webTestId"]).Order(StringComparer.Ordinal));
        }),
        new("Every alert fires at the first row of its query", deployment => Assert.All(deployment.Of("Microsoft.Insights/scheduledQueryRules"), rule =>
        {
            JsonNode criterion = Assert.Single(rule.Node["properties"]!["criteria"]!["allOf"]!.AsArray())!;
            Assert.Equal("Count GreaterThan 0", $"{criterion["timeAggregation"]} {criterion["operator"]} {criterion["threshold"]}");
            Assert.Equal("1", criterion["failingPeriods"]!["minFailingPeriodsToAlert"]!.ToString());
        })),
        new("Somebody receives the mails", deployment =>
        {
            DeployedResource mails = deployment.One("Microsoft.Insights/actionGroups");
            Assert.Equal("true", mails["properties.enabled"]);
            Assert.Equal(["leerid-beheer@uitgever.example"], mails.List("properties.emailReceivers", "emailAddress"));
        }),
        new("The availability test requests the readiness probe", deployment =>
        {
            DeployedResource test = HostNameRules.AvailabilityTest(deployment);
            Assert.Equal("true", test["properties.Enabled"]);
            Assert.Contains("/health?ready", test["properties.Request.RequestUrl"], StringComparison.Ordinal);
            Assert.Equal("200", test["properties.ValidationRules.ExpectedHttpStatusCode"]);
        }),
    ];

    /// <summary>The log categories that a diagnostic setting sends.</summary>
    public static IEnumerable<string> EnabledLogs(DeployedResource settings) => (settings.Node["properties"]!["logs"]?.AsArray() ?? [])
        .Where(log => log!["enabled"]!.GetValue<bool>()).Select(log => (log!["category"] ?? log["categoryGroup"])!.ToString());

    private static DeployedResource Workspace(Deployment deployment) => deployment.One("Microsoft.OperationalInsights/workspaces");

    private static DeployedResource Insights(Deployment deployment) => deployment.One("Microsoft.Insights/components");
}
