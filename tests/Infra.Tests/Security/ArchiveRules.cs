using System.Globalization;
using System.Text.Json.Nodes;
using LeerId.Archive;
using LeerId.Infra.Tests.Bicep;

namespace LeerId.Infra.Tests.Security;

internal static class ArchiveRules
{
    private const string Service = "Microsoft.Storage/storageAccounts/blobServices";
    private const string Containers = $"{Service}/containers";

    public static IEnumerable<DeploymentRule> All =>
    [
        new("The archive's account has every container of the code, and there is no other container", deployment => Assert.Equal(
            StorageOfCode.Containers.Select(name => $"{deployment.ArchiveStorage.Id}/blobServices/default/containers/{name}").Order(StringComparer.Ordinal),
            deployment.On(deployment.ArchiveStorage, Containers).Select(container => container.Id).Order(StringComparer.Ordinal))),
        new("No file of the archive is public", deployment => Assert.All(
            deployment.On(deployment.ArchiveStorage, Containers), container => Assert.Equal("None", container["properties.publicAccess"]))),
        new("Nobody can change or delete a file of the archive before its term", deployment => Assert.All(Terms(deployment), term =>
        {
            DeployedResource policy = Assert.Single(
                deployment.Of($"{Containers}/immutabilityPolicies"), policy => policy.Id.Contains($"/containers/{term.Container}/", StringComparison.Ordinal));
            Assert.Equal(term.Days.ToString(CultureInfo.InvariantCulture), policy["properties.immutabilityPeriodSinceCreationInDays"]);
            Assert.Equal("false", policy["properties.allowProtectedAppendWrites"]);
        })),
        new("A file of the archive is deleted after its term", deployment =>
        {
            JsonArray rules = Assert.Single(deployment.On(deployment.ArchiveStorage, "Microsoft.Storage/storageAccounts/managementPolicies"))
                .Node["properties"]!["policy"]!["rules"]!.AsArray();
            Assert.Equal(Terms(deployment).Count, rules.Count);
            Assert.All(Terms(deployment), term =>
            {
                JsonNode definition = Assert.Single(rules, rule => rule!["definition"]!["filters"]!["prefixMatch"]![0]!.ToString() == $"{term.Container}/")!
                    ["definition"]!;
                Assert.Equal(
                    (term.Days + term.Grace).ToString(CultureInfo.InvariantCulture),
                    definition["actions"]!["baseBlob"]!["delete"]!["daysAfterCreationGreaterThan"]!.ToString());
            });
        }),
        new("The archive's containers can be undeleted", deployment =>
        {
            DeployedResource blobs = Assert.Single(deployment.On(deployment.ArchiveStorage, Service));
            Assert.Equal("true", blobs["properties.containerDeleteRetentionPolicy.enabled"]);
            Assert.Equal("90", blobs["properties.containerDeleteRetentionPolicy.days"]);
        }),
        new("What the archive deletes is deleted at once", deployment =>
        {
            DeployedResource blobs = Assert.Single(deployment.On(deployment.ArchiveStorage, Service));
            Assert.Equal("", blobs["properties.isVersioningEnabled"]);
            Assert.Equal("", blobs["properties.deleteRetentionPolicy.enabled"]);
        }),
        new("The archive is spread over zones, and has a copy in the paired region that can be read", deployment =>
            Assert.Equal("Standard_RAGZRS", deployment.ArchiveStorage["sku.name"]), InProdOnly: true),
        new("The archive's account is locked against deleting", deployment =>
            Assert.Equal("CanNotDelete", Assert.Single(deployment.On(deployment.ArchiveStorage, "Microsoft.Authorization/locks"))["properties.level"]),
            InProdOnly: true),
        new("Who reads, writes or deletes in the archive is logged", deployment => Assert.Equal(
            ["StorageRead", "StorageWrite", "StorageDelete"],
            MonitoringRules.EnabledLogs(Assert.Single(deployment.On(
                Assert.Single(deployment.On(deployment.ArchiveStorage, Service)), "Microsoft.Insights/diagnosticSettings"))))),
    ];

    // The app says in the answer to an erasure until when the archive keeps the pseudonym, so that its settings must be those of the containers.
    private static List<(string Container, int Days, int Grace)> Terms(Deployment deployment) =>
    [
        (ArchiveContainer.Log.Name, Days(deployment, "Archive__LogDays"), 0),
        (ArchiveContainer.Records.Name, Days(deployment, "Archive__RecordDays"), ArchiveTerms.RecordGraceDays),
    ];

    private static int Days(Deployment deployment, string setting) => int.Parse(deployment.AppSetting(setting), CultureInfo.InvariantCulture);
}
