using LeerId.Infra.Tests.Bicep;

namespace LeerId.Infra.Tests.Security;

internal static class StorageRules
{
    public static IEnumerable<DeploymentRule> All =>
    [
        ForAccounts("Storage takes no shared keys", "allowSharedKeyAccess", "false"),
        ForAccounts("Storage is asked with tokens unless told otherwise", "defaultToOAuthAuthentication", "true"),
        ForAccounts("Storage takes TLS 1.2 at least", "minimumTlsVersion", "TLS1_2"),
        ForAccounts("Storage answers by HTTPS only", "supportsHttpsTrafficOnly", "true"),
        ForAccounts("No blob is public", "allowBlobPublicAccess", "false"),
        ForAccounts("Storage isn't copied to another tenant", "allowCrossTenantReplication", "false"),
        new("The deployment package is not public", deployment =>
            Assert.Equal("None", deployment.One("Microsoft.Storage/storageAccounts/blobServices/containers")["properties.publicAccess"])),
        new("The pupils' data have an account of their own", deployment =>
        {
            Assert.NotEqual(deployment.HostStorage.Id, deployment.StudentStorage.Id);
            Assert.Equal(2, deployment.Of("Microsoft.Storage/storageAccounts").Count());
        }),
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
                deployment.One("Microsoft.Storage/storageAccounts/managementPolicies").Node.ToJsonString(), StringComparison.Ordinal)),
        new("Storage is spread over zones", deployment =>
            Assert.All(deployment.Of("Microsoft.Storage/storageAccounts"), account => Assert.Equal("Standard_ZRS", account["sku.name"])), InProdOnly: true),
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
    });

    private static DeployedResource Blobs(Deployment deployment) => deployment.One("Microsoft.Storage/storageAccounts/blobServices");

    private static IEnumerable<string> Logs(Deployment deployment, string service)
    {
        DeployedResource of = deployment.One($"Microsoft.Storage/storageAccounts/{service}");
        return MonitoringRules.EnabledLogs(Assert.Single(deployment.On(of, "Microsoft.Insights/diagnosticSettings")));
    }
}
