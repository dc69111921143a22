using System.Text.Json.Nodes;

namespace LeerId.Infra.Tests.Bicep;

/// <summary>What an environment deploys: every resource of every module.</summary>
internal sealed class Deployment
{
    public Deployment(JsonNode snapshot)
    {
        Snapshot = snapshot;
        Resources = [.. snapshot["predictedResources"]!.AsArray().Select(node => new DeployedResource(node!))];
    }

    /// <summary>The whole answer of the Bicep CLI.</summary>
    public JsonNode Snapshot { get; }

    public IReadOnlyList<DeployedResource> Resources { get; }

    public DeployedResource App => One("Microsoft.Web/sites");

    public DeployedResource Vault => One("Microsoft.KeyVault/vaults");

    public DeployedResource Identity => One("Microsoft.ManagedIdentity/userAssignedIdentities");

    /// <summary>The accounts of the host, of the pupils and of the archive, as the app's settings name them.</summary>
    public DeployedResource HostStorage => Account("AzureWebJobsStorage__accountName");

    public DeployedResource StudentStorage => Account("StudentStorage__accountName");

    public DeployedResource ArchiveStorage => Account("ArchiveStorage__accountName");

    /// <summary>The app's settings by the names they have in Azure.</summary>
    public IReadOnlyDictionary<string, string> AppSettings => One("Microsoft.Web/sites/config").Node["properties"]!.AsObject()
        .ToDictionary(setting => setting.Key, setting => setting.Value!.ToString());

    /// <summary>The value of one of the app's settings; empty when it is not set.</summary>
    public string AppSetting(string name) => AppSettings.GetValueOrDefault(name, "");

    public IEnumerable<DeployedResource> Of(string type) => Resources.Where(resource => resource.Type == type);

    public DeployedResource One(string type) => Assert.Single(Of(type));

    /// <summary>What is attached to a resource: roles, locks, diagnostic settings.</summary>
    public IEnumerable<DeployedResource> On(DeployedResource resource, string type) =>
        Of(type).Where(extension => extension.Id.StartsWith($"{resource.Id}/", StringComparison.Ordinal));

    private DeployedResource Account(string setting) =>
        Assert.Single(Of("Microsoft.Storage/storageAccounts"), account => account.Name == AppSetting(setting));
}

/// <summary>One resource.</summary>
internal sealed class DeployedResource(JsonNode node)
{
    public JsonNode Node => node;

    public string Id => this["id"];

    public string Type => this["type"];

    public string Name => this["name"];

    /// <summary>The text at a path such as <c>properties.siteConfig.ftpsState</c>; empty when there is nothing.</summary>
    public string this[string path] => At(path)?.ToString() ?? "";

    /// <summary>The texts of a list, each entry's member where one is named.</summary>
    public IEnumerable<string> List(string path, string? member = null) =>
        (At(path)?.AsArray() ?? []).Select(entry => (member is null ? entry : entry![member])?.ToString() ?? "");

    private JsonNode? At(string path) => path.Split('.').Aggregate<string, JsonNode?>(node, (at, name) => at?[name]);
}
