using System.Text.RegularExpressions;
using LeerId.Infra.Tests.Bicep;

namespace LeerId.Infra.Tests.Security;

/// <summary>The template refuses unsafe parameters before it deploys anything.</summary>
public sealed class UnsafeCombinationTests(BicepServers bicep)
{
    [Theory]
    [InlineData("prod", "network = 'private'", "network = 'public'", "prod needs a private network.")]
    [InlineData("prod", "zoneRedundant = true", "zoneRedundant = false", "prod needs zone redundancy.")]
    [InlineData("prod", "alwaysReadyInstances = 3", "alwaysReadyInstances = 1", "prod needs at least two always ready instances.")]
    [InlineData("prod", "param maximumInstances", "param locked = false\nparam maximumInstances", "prod needs the locks.")]
    [InlineData("prod", "param maximumInstances", "param logArchiveDays = 365\nparam maximumInstances", "prod must keep log lines for four years")]
    [InlineData(
        "prod", "https://authenticatie.vlaanderen.be/op", "https://authenticatie-ti.vlaanderen.be/op",
        "prod signs pupils in at ACM's test and integration environment.")]
    [InlineData(
        "test", "https://authenticatie-ti.vlaanderen.be/op", "https://authenticatie.vlaanderen.be/op", "test signs pupils in at ACM's production environment.")]
    [InlineData("dev", "https://authenticatie-ti.vlaanderen.be/op", "http://authenticatie-ti.vlaanderen.be/op", "settings.acm.issuer is not an https address.")]
    [InlineData("dev", "hostName = 'leerid-dev", "hostName = 'https://leerid-dev", "hostName is not a host name in lower case")]
    [InlineData("dev", "hostName = 'leerid-dev", "hostName = 'LeerID-dev", "hostName is not a host name in lower case")]
    [InlineData("dev", "hostName = 'leerid-dev.uitgever.example'", "hostName = 'leerid-dev.uitgever.example:443'", "hostName is not a host name in lower case")]
    [InlineData("dev", "hostName = 'leerid-dev.uitgever.example'", "hostName = 'uitgever.example'", "hostName is a whole domain: choose a name within it.")]
    [InlineData("dev", "hostName = 'leerid-dev.uitgever.example'", "hostName = 'func-leerid.azurewebsites.net'", "hostName is a name of Azure")]
    [InlineData("dev", "redirectUris: ['https:", "redirectUris: ['http:", "settings.applications[0].redirectUris[0] is not an https address.")]
    [InlineData(
        "dev", "postLogoutRedirectUris: ['https:", "postLogoutRedirectUris: ['http:",
        "settings.applications[0].postLogoutRedirectUris[0] is not an https address.")]
    [InlineData("dev", "initiateLoginUri: 'https:", "initiateLoginUri: 'http:", "settings.applications[0].initiateLoginUri is not an https address.")]
    [InlineData("dev", "issuer: 'https://login", "issuer: 'http://login", "settings.staff.issuer is not an https address.")]
    [InlineData(
        "prod", "'westeurope'", "'belgiumcentral'", "A Flex Consumption plan can be zone redundant in northeurope and westeurope, not in belgiumcentral.")]
    [InlineData("prod", "param maximumInstances", "param functionsSubnetResourceId = '/a/subnet'\nparam maximumInstances", "Give both subnets or neither.")]
    [InlineData("test", "param zoneRedundant", "param natGateway = true\nparam zoneRedundant", "Subnets and a NAT gateway need a private network.")]
    [InlineData(
        "prod", "param maximumInstances",
        "param natGateway = true\nparam functionsSubnetResourceId = '/a'\nparam privateEndpointSubnetResourceId = '/b'\nparam maximumInstances",
        "The owner of an existing subnet decides on its NAT gateway: set natGateway to false.")]
    [InlineData(
        "prod", "param maximumInstances", "param privateDnsZoneResourceIds = { blob: '/a/zone' }\nparam maximumInstances",
        "Existing private DNS zones need existing subnets")]
    public async Task Unsafe_parameters_are_refused(string environment, string text, string worse, string fault)
    {
        using BicepFolder folder = new();
        folder.Replace($"{environment}.bicepparam", text, worse);
        BicepException refused = await Assert.ThrowsAsync<BicepException>(() => bicep.DeploymentAsync(folder.Path, environment));
        Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_fault_is_reported_at_once()
    {
        using BicepFolder folder = new();
        folder.Replace("prod.bicepparam", "network = 'private'", "network = 'public'");
        folder.Replace("prod.bicepparam", "zoneRedundant = true", "zoneRedundant = false");
        BicepException refused = await Assert.ThrowsAsync<BicepException>(() => bicep.DeploymentAsync(folder.Path, "prod"));
        Assert.Contains("prod needs a private network. prod needs zone redundancy.", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("param location = 'westeurope'", "param location = 'eastus'", "'belgiumcentral' | 'northeurope' | 'westeurope'")]
    [InlineData("param maximumInstances = 100", "param maximumInstances = 2000", "maximum allowable value is 1000")]
    [InlineData("param alertReceivers = ['leerid-beheer@uitgever.example']", "param alertReceivers = []", "minimum allowable length is 1")]
    public async Task A_parameter_out_of_its_range_does_not_compile(string text, string worse, string fault)
    {
        using BicepFolder folder = new();
        folder.Replace("prod.bicepparam", text, worse);
        BicepException refused = await Assert.ThrowsAsync<BicepException>(() => bicep.DeploymentAsync(folder.Path, "prod"));
        Assert.Contains(fault, Regex.Unescape(refused.Message), StringComparison.Ordinal);
    }
}
