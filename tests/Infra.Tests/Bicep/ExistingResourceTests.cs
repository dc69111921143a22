using System.Text.Json.Nodes;

namespace LeerId.Infra.Tests.Bicep;

/// <summary>The template creates the resource group, and uses what the organisation has already instead of creating it.</summary>
public sealed class ExistingResourceTests(BicepServers bicep)
{
    private const string Hub = "/subscriptions/00000000-0000-0000-0000-000000000003/resourceGroups/rg-hub/providers";
    private const string Network = $"{Hub}/Microsoft.Network/virtualNetworks/vnet";
    private const string Zone = $"{Hub}/Microsoft.Network/privateDnsZones/privatelink.blob.core.windows.net";
    private const string Workspace = $"{Hub}/Microsoft.OperationalInsights/workspaces/log-central";
    private const string Subnets =
        $"param functionsSubnetResourceId = '{Network}/subnets/apps'\nparam privateEndpointSubnetResourceId = '{Network}/subnets/endpoints'\n";

    [Fact]
    public async Task Everything_is_in_a_resource_group_that_is_created()
    {
        Deployment prod = await bicep.DeploymentAsync("prod");
        DeployedResource group = prod.One("Microsoft.Resources/resourceGroups");
        Assert.Equal(("rg-leerid-prod", "westeurope", "prod"), (group.Name, group["location"], group["tags.environment"]));
        // The ids of some private DNS zones are expressions.
        Assert.All(prod.Resources, resource => Assert.Matches("^(/subscriptions/[0-9-]+/resourceGroups/|.*')rg-leerid-prod('|/|$)", resource.Id));
    }

    [Fact]
    public async Task Existing_subnets_are_used_and_no_network_is_created()
    {
        Deployment deployment = await DeployedWithAsync(Subnets);

        Assert.Empty(deployment.Of("Microsoft.Network/virtualNetworks"));
        Assert.Empty(deployment.Of("Microsoft.Network/networkSecurityGroups"));
        Assert.Equal($"{Network}/subnets/apps", deployment.App["properties.virtualNetworkSubnetId"]);
        DeployedResource[] endpoints = [.. deployment.Of("Microsoft.Network/privateEndpoints")];
        Assert.Equal(5, endpoints.Length);
        Assert.All(endpoints, endpoint => Assert.Equal($"{Network}/subnets/endpoints", endpoint["properties.subnet.id"]));
        Assert.Equal(4, deployment.Of("Microsoft.Network/privateDnsZones").Count());
        Assert.All(
            deployment.Of("Microsoft.Network/privateDnsZones/virtualNetworkLinks"), link => Assert.Equal(Network, link["properties.virtualNetwork.id"]));
    }

    [Fact]
    public async Task Existing_zone_gets_the_names_of_its_service_and_the_other_services_get_zones()
    {
        Deployment deployment = await DeployedWithAsync($"{Subnets}param privateDnsZoneResourceIds = {{ blob: '{Zone}' }}\n");

        // The suffix of storage is known only to Azure, so that some names are expressions.
        string[] services = ["privatelink.queue.", "privatelink.table.", "privatelink.vaultcore."];
        DeployedResource[] made = [.. deployment.Of("Microsoft.Network/privateDnsZones")];
        Assert.Equal(services.Length, made.Length);
        Assert.All(services, service => Assert.Single(made, zone => zone.Name.Contains(service, StringComparison.Ordinal)));
        string[] zones =
        [
            .. deployment.Of("Microsoft.Network/privateEndpoints/privateDnsZoneGroups")
                .SelectMany(group => group.Node["properties"]!["privateDnsZoneConfigs"]!.AsArray())
                .Select(config => config!["properties"]!["privateDnsZoneId"]!.ToString()),
        ];
        Assert.Equal(5, zones.Length);
        Assert.Equal(2, zones.Count(zone => zone == Zone));
        Assert.All(services, service => Assert.Single(zones, zone => zone.Contains(service, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Existing_workspace_gets_all_telemetry_logs_and_alerts_and_stays_as_it_is()
    {
        Deployment deployment = await DeployedWithAsync($"param workspaceResourceId = '{Workspace}'\n");

        Assert.DoesNotContain(deployment.Resources, resource => resource.Type.StartsWith("Microsoft.OperationalInsights/", StringComparison.Ordinal));
        Assert.Equal(Workspace, deployment.One("Microsoft.Insights/components")["properties.WorkspaceResourceId"]);
        Assert.All(
            deployment.Of("Microsoft.Insights/diagnosticSettings"), settings => Assert.Equal(Workspace, settings["properties.workspaceId"]));
        Assert.All(deployment.Of("Microsoft.Insights/scheduledQueryRules"), alert => Assert.Equal([Workspace], alert.List("properties.scopes")));
    }

    [Fact]
    public async Task Nat_gateway_gives_the_subnet_of_the_app_a_fixed_address()
    {
        Deployment deployment = await DeployedWithAsync("param natGateway = true\n");

        DeployedResource address = deployment.One("Microsoft.Network/publicIPAddresses"), gateway = deployment.One("Microsoft.Network/natGateways");
        Assert.Equal("Static", address["properties.publicIPAllocationMethod"]);
        Assert.Equal([address.Id], gateway.List("properties.publicIpAddresses", "id"));
        JsonNode subnet = Assert.Single(
            deployment.One("Microsoft.Network/virtualNetworks").Node["properties"]!["subnets"]!.AsArray(),
            subnet => subnet!["name"]!.ToString() == "snet-functions")!;
        Assert.Equal(gateway.Id, subnet["properties"]!["natGateway"]!["id"]!.ToString());
        Assert.Empty((await bicep.DeploymentAsync("prod")).Of("Microsoft.Network/natGateways"));
    }

    [Fact]
    public async Task App_can_be_in_one_zone_while_storage_is_in_three()
    {
        Deployment deployment = await DeployedWithAsync("param zoneRedundantApp = false\n");

        Assert.Equal("false", deployment.One("Microsoft.Web/serverfarms")["properties.zoneRedundant"]);
        Assert.All(deployment.Of("Microsoft.Storage/storageAccounts"), account => Assert.EndsWith("ZRS", account["sku.name"], StringComparison.Ordinal));
    }

    private async Task<Deployment> DeployedWithAsync(string parameters)
    {
        using BicepFolder folder = new();
        folder.Replace("prod.bicepparam", "param maximumInstances", $"{parameters}param maximumInstances");
        return await bicep.DeploymentAsync(folder.Path, "prod");
    }
}
