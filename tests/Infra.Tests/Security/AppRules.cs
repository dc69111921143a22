using LeerId.Infra.Tests.Bicep;

namespace LeerId.Infra.Tests.Security;

internal static class AppRules
{
    private static readonly string[] IdentitySettings =
        ["AzureWebJobsStorage__clientId", "StudentStorage__clientId", "ArchiveStorage__clientId", "KeyVault__clientId", "AZURE_CLIENT_ID"];

    // What is global holds names and rules, and no data.
    private static readonly string[] Locations = ["westeurope", "northeurope", "belgiumcentral", "swedencentral", "germanywestcentral", "global"];

    public static IEnumerable<DeploymentRule> All =>
    [
        new("The app answers by HTTPS only", deployment => Assert.Equal("true", deployment.App["properties.httpsOnly"])),
        new("The app takes TLS 1.2 at least", deployment => Assert.Equal("1.2", deployment.App["properties.siteConfig.minTlsVersion"])),
        new("The deployment site takes TLS 1.2 at least", deployment => Assert.Equal("1.2", deployment.App["properties.siteConfig.scmMinTlsVersion"])),
        new("FTPS is off", deployment => Assert.Equal("Disabled", deployment.App["properties.siteConfig.ftpsState"])),
        new("Nobody debugs from afar", deployment => Assert.Equal("false", deployment.App["properties.siteConfig.remoteDebuggingEnabled"])),
        new("Nobody publishes by FTP with a password", deployment => Assert.Equal("false", Publishing(deployment, "ftp")["properties.allow"])),
        new("Nobody publishes with a password", deployment => Assert.Equal("false", Publishing(deployment, "scm")["properties.allow"])),
        new("A rule that refuses one address refuses no other", deployment =>
            Assert.Equal("Allow", deployment.App["properties.siteConfig.ipSecurityRestrictionsDefaultAction"])),
        new("The app runs on Flex Consumption", deployment => Assert.Equal("FC1", Plan(deployment)["sku.name"])),
        new("The app runs on .NET 10, in a worker of its own", deployment =>
        {
            Assert.Equal("dotnet-isolated", deployment.App["properties.functionAppConfig.runtime.name"]);
            Assert.Equal("10.0", deployment.App["properties.functionAppConfig.runtime.version"]);
        }),
        new("An instance has 2,048 MB", deployment =>
            Assert.Equal("2048", deployment.App["properties.functionAppConfig.scaleAndConcurrency.instanceMemoryMB"])),
        // A subscription has 512,000 MB in a region: 250 instances of this size, of this app and of every other one.
        new("The number of instances is bounded", deployment =>
            Assert.InRange(int.Parse(deployment.App["properties.functionAppConfig.scaleAndConcurrency.maximumInstanceCount"], null), 40, 100)),
        new("Instances wait for HTTP calls", deployment =>
        {
            const string AlwaysReady = "properties.functionAppConfig.scaleAndConcurrency.alwaysReady";
            Assert.Equal(["http"], deployment.App.List(AlwaysReady, "name"));
            Assert.Equal(["3"], deployment.App.List(AlwaysReady, "instanceCount"));
        }, InProdOnly: true),
        new("Instances are spread over zones", deployment => Assert.Equal("true", Plan(deployment)["properties.zoneRedundant"]), InProdOnly: true),
        new("The app has one identity, and it is user-assigned", deployment =>
        {
            Assert.Equal("UserAssigned", deployment.App["identity.type"]);
            Assert.Equal([deployment.Identity.Id], deployment.App.Node["identity"]!["userAssignedIdentities"]!.AsObject().Select(identity => identity.Key));
        }),
        new("The deployment package is fetched by identity", deployment =>
        {
            const string Authentication = "properties.functionAppConfig.deployment.storage.authentication";
            Assert.Equal("UserAssignedIdentity", deployment.App[$"{Authentication}.type"]);
            Assert.Equal(deployment.Identity.Id, deployment.App[$"{Authentication}.userAssignedIdentityResourceId"]);
            string container = deployment.App["properties.functionAppConfig.deployment.storage.value"];
            Assert.Contains($"'{deployment.HostStorage.Name}'", container, StringComparison.Ordinal);
        }),
        new("Every connection goes by identity", deployment =>
        {
            Assert.Equal("managedidentity", deployment.AppSetting("AzureWebJobsStorage__credential"));
            foreach (string setting in IdentitySettings)
                Assert.Equal($"[reference('{deployment.Identity.Id}', '2024-11-30').clientId]", deployment.AppSetting(setting));
            Assert.DoesNotContain("AzureWebJobsStorage", deployment.AppSettings.Keys);
            Assert.DoesNotContain("StudentStorage", deployment.AppSettings.Keys);
            Assert.DoesNotContain("ArchiveStorage", deployment.AppSettings.Keys);
            Assert.DoesNotContain(deployment.AppSettings.Keys, setting => setting.StartsWith("Secrets__", StringComparison.Ordinal));
        }),
        new("The Azure Developer CLI finds the app", deployment => Assert.Equal("functions", deployment.App["tags.azd-service-name"])),
        new("Everything is in the EU", deployment => Assert.All(
            deployment.Resources.Select(resource => resource["location"]).Where(location => location.Length > 0),
            location => Assert.Contains(location, Locations))),
    ];

    private static DeployedResource Plan(Deployment deployment) => deployment.One("Microsoft.Web/serverfarms");

    private static DeployedResource Publishing(Deployment deployment, string way) => Assert.Single(
        deployment.Of("Microsoft.Web/sites/basicPublishingCredentialsPolicies"), policy => policy.Name.EndsWith($"/{way}", StringComparison.Ordinal));
}
