using System.Text.Json.Nodes;
using LeerId.Infra.Tests.Bicep;

namespace LeerId.Infra.Tests.Security;

internal static class NetworkRules
{
    public static IEnumerable<DeploymentRule> All =>
    [
        new("Storage and vault are closed to the internet", deployment =>
            Assert.All(Closed(deployment), resource => Assert.Equal("Disabled", resource["properties.publicNetworkAccess"])), InProdOnly: true),
        new("Storage and vault deny every network by default", deployment =>
            Assert.All(Closed(deployment), resource => Assert.Equal("Deny", resource["properties.networkAcls.defaultAction"])), InProdOnly: true),
        new("No Azure service bypasses the network rules", deployment =>
            Assert.All(Closed(deployment), resource => Assert.Equal("None", resource["properties.networkAcls.bypass"]))),
        new("Every service that the app uses has private endpoints", deployment => Assert.Equal(
            new[]
            {
                $"{deployment.HostStorage.Id} blob", $"{deployment.HostStorage.Id} queue",
                $"{deployment.StudentStorage.Id} table", $"{deployment.ArchiveStorage.Id} blob", $"{deployment.Vault.Id} vault",
            }.Order(StringComparer.Ordinal),
            deployment.Of("Microsoft.Network/privateEndpoints").Select(Target).Order(StringComparer.Ordinal)), InProdOnly: true),
        new("Every private endpoint has a DNS name in the network", deployment =>
        {
            IEnumerable<DeployedResource> endpoints = deployment.Of("Microsoft.Network/privateEndpoints").ToList();
            Assert.NotEmpty(endpoints);
            Assert.All(endpoints, endpoint =>
            {
                DeployedResource names = Assert.Single(
                    deployment.Of("Microsoft.Network/privateEndpoints/privateDnsZoneGroups"), group => group.Name == $"{endpoint.Name}/default");
                string service = Target(endpoint).Split(' ')[^1];
                Assert.Contains(
                    service == "vault" ? "privatelink.vaultcore." : $"privatelink.{service}.",
                    names.Node["properties"]!["privateDnsZoneConfigs"]!.ToJsonString(), StringComparison.Ordinal);
            });
            string network = deployment.One("Microsoft.Network/virtualNetworks").Id;
            Assert.Equal(
                [network, network, network, network],
                deployment.Of("Microsoft.Network/privateDnsZones/virtualNetworkLinks").Select(link => link["properties.virtualNetwork.id"]));
        }, InProdOnly: true),
        new("The app's outgoing traffic uses the virtual network", deployment =>
        {
            DeployedResource network = deployment.One("Microsoft.Network/virtualNetworks");
            JsonNode subnet = Assert.Single(
                network.Node["properties"]!["subnets"]!.AsArray(),
                subnet => $"{network.Id}/subnets/{subnet!["name"]}" == deployment.App["properties.virtualNetworkSubnetId"])!;
            Assert.Contains("\"serviceName\":\"Microsoft.App/environments\"", subnet.ToJsonString(), StringComparison.Ordinal);
        }, InProdOnly: true),
        new("Every subnet has a security group", deployment => Assert.All(
            deployment.One("Microsoft.Network/virtualNetworks").Node["properties"]!["subnets"]!.AsArray(),
            subnet => Assert.Equal(
                deployment.One("Microsoft.Network/networkSecurityGroups").Id, subnet!["properties"]!["networkSecurityGroup"]?["id"]?.ToString())),
            InProdOnly: true),
        new("Pupils can reach the app", deployment => Assert.Equal("Enabled", deployment.App["properties.publicNetworkAccess"])),
    ];

    private static IEnumerable<DeployedResource> Closed(Deployment deployment) =>
        [deployment.HostStorage, deployment.StudentStorage, deployment.ArchiveStorage, deployment.Vault];

    private static string Target(DeployedResource endpoint)
    {
        JsonNode properties = Assert.Single(endpoint.Node["properties"]!["privateLinkServiceConnections"]!.AsArray())!["properties"]!;
        return $"{properties["privateLinkServiceId"]} {Assert.Single(properties["groupIds"]!.AsArray())}";
    }
}
