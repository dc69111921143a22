using LeerId.Infra.Tests.Bicep;

namespace LeerId.Infra.Tests.Security;

internal static class StorageRules
{
    private const string Containers = "Microsoft.Storage/storageAccounts/blobServices/containers";

    public static IEnumerable<DeploymentRule> All =>
    [
        ForAccounts("Storage takes no shared keys", "allowSharedKeyAccess", "false"),
        ForAccounts("Storage is asked with tokens unless told otherwise", "defaultToOAuthAuthentication", "true"),
        ForAccounts("Storage takes TLS 1.2 at least", "minimumTlsVersion", "TLS1_2"),
        ForAccounts("Storage answers by HTTPS only", "supportsHttpsTrafficOnly", "true"),
        ForAccounts("No blob is public", "allowBlobPublicAccess", "false"),
        ForAccounts("Storage isn't copied to another tenant", "allowCrossTenantReplication", "false"),
        new("The deployment package is not public", deployment =>
            Assert.Equal("None", Assert.Single(deployment.On(deployment.HostStorage, Containers))["properties.publicAccess"])),
        new("The pupils' data have an account of their own", deployment =>
        {
            string[] accounts = [deployment.HostStorage.Id, deployment.StudentStorage.Id, deployment.ArchiveStorage.Id];
            Assert.Equal(3, accounts.Distinct().Count());
            Assert.Equal(3, deployment.Of("Microsoft.Storage/storageAccounts").Count());
        }),
        new("The pupils' account has every table of the code, and there is no other table", deployment =>
            AssertAll(deployment, deployment.StudentStorage, "tableServices", "tables", StorageOfCode.Tables)),
        new("The host's account has every queue of the code, and there is no other queue", deployment =>
            AssertAll(deployment, deployment.HostStorage, "queueServices", "queues", StorageOfCode.Queues)),
        new("The host's account has the container that the app is deployed from, and there is no other container", deployment =>
            AssertAll(deployment, deployment.HostStorage, "blobServices", "containers", [PackageContainer(deployment)])),
        new("The host's blobs have versions", deployment => Assert.Equal("true", Blobs(deployment)["properties.isVersioningEnabled"])),
        new("The host's blobs can be undeleted", deployment =>
        {
            Assert.Equal("true", Blobs(deployment)["properties.deleteRetentionPolicy.enabled"]);
            Assert.Equal("14", Blobs(deployment)["properties.deleteRetentionPolicy.days"]);
        }),
        new("The host's containers can be undeleted", deployment =>
        {
            Assert.Equal("true", Blobs(deployment)["properties.containerDeleteRetentionPolicy.enabled"]);
            Assert.Equal("14", Blobs(deployment)["properties.containerDeleteRetentionPolicy.days"]);
        }),
        new("Former versions of blobs go", deployment =>
            Assert.Contains(
                "\"daysAfterCreationGreaterThan\":14",
                Assert.Single(deployment.On(deployment.HostStorage, "Microsoft.Storage/storageAccounts/managementPolicies")).Node.ToJsonString(),
                StringComparison.Ordinal)),
        new("Storage is spread over zones, and the pupils' data stay in their region", deployment =>
            Assert.All([deployment.HostStorage, deployment.StudentStorage], account => Assert.Equal("Standard_ZRS", account["sku.name"])), InProdOnly: true),
        new("The pupils' account is locked against deleting", deployment =>
            Assert.Equal("CanNotDelete", Assert.Single(deployment.On(deployment.StudentStorage, "Microsoft.Authorization/locks"))["properties.level"]),
            InProdOnly: true),
        new("The host's blob writes and deletes are logged", deployment => Assert.Equal(["StorageWrite", "StorageDelete"], Logs(deployment, "blobServices"))),
        new("The host's queue writes and deletes are logged", deployment => Assert.Equal(["StorageWrite", "StorageDelete"], Logs(deployment, "queueServices"))),
        new("Table requests, which name pseudonyms, are counted and not logged", deployment =>
        {
            DeployedResource settings = Assert.Single(deployment.On(deployment.StudentStorage, "Microsoft.Insights/diagnosticSettings"));
            Assert.Empty(settings.List("properties.logs"));
            Assert.Equal(["Transaction"], settings.List("properties.metrics", "category"));
        }),
    ];

    private static DeploymentRule ForAccounts(string sentence, string property, string value) => new(sentence, deployment =>
    {
        Assert.Equal(value, deployment.HostStorage[$"properties.{property}"]);
        Assert.Equal(value, deployment.StudentStorage[$"properties.{property}"]);
        Assert.Equal(value, deployment.ArchiveStorage[$"properties.{property}"]);
    });

    private static void AssertAll(Deployment deployment, DeployedResource account, string service, string kind, IEnumerable<string> names) => Assert.Equal(
        names.Select(name => $"{account.Id}/{service}/default/{kind}/{name}").Order(StringComparer.Ordinal),
        deployment.On(account, $"Microsoft.Storage/storageAccounts/{service}/{kind}").Select(resource => resource.Id).Order(StringComparer.Ordinal));

    // The address is known only once the account is there: the container's name is the last text of the expression for it.
    private static string PackageContainer(Deployment deployment) => deployment.App["properties.functionAppConfig.deployment.storage.value"].Split('\'')[^2];

    private static DeployedResource Blobs(Deployment deployment) =>
        Assert.Single(deployment.On(deployment.HostStorage, "Microsoft.Storage/storageAccounts/blobServices"));

    private static IEnumerable<string> Logs(Deployment deployment, string service)
    {
        DeployedResource of = Assert.Single(deployment.On(deployment.HostStorage, $"Microsoft.Storage/storageAccounts/{service}"));
        return MonitoringRules.EnabledLogs(Assert.Single(deployment.On(of, "Microsoft.Insights/diagnosticSettings")));
    }
}
