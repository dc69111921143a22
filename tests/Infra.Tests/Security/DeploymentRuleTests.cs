using LeerId.Infra.Tests.Bicep;

namespace LeerId.Infra.Tests.Security;

/// <summary>Checks every rule in every environment to which it applies.</summary>
public sealed class DeploymentRuleTests(BicepServers bicep)
{
    public static IEnumerable<TheoryDataRow<string>> Rules => DeploymentRule.All.Select(rule => new TheoryDataRow<string>(rule.Sentence));

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Rule_holds_in_the_environment(string sentence)
    {
        DeploymentRule rule = DeploymentRule.Of(sentence);
        foreach (string environment in rule.InProdOnly ? ["prod"] : new[] { "dev", "test", "prod" })
            rule.Check(await bicep.DeploymentAsync(environment));
    }

    [Fact]
    public async Task Outside_prod_the_network_may_be_public()
    {
        Deployment dev = await bicep.DeploymentAsync("dev");
        Assert.Equal("Enabled", dev.StudentStorage["properties.publicNetworkAccess"]);
        Assert.Empty(dev.Of("Microsoft.Network/virtualNetworks"));
        Assert.Equal("", dev.App["properties.virtualNetworkSubnetId"]);
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("test")]
    public async Task Outside_prod_an_environment_can_be_recreated_after_its_vault_was_purged(string environment)
    {
        DeployedResource vault = (await bicep.DeploymentAsync(environment)).Vault;
        Assert.Equal("", vault["properties.enablePurgeProtection"]);
        Assert.Equal("7", vault["properties.softDeleteRetentionInDays"]);
    }

    [Fact]
    public async Task Deleted_vault_is_recovered_if_the_parameters_say_so()
    {
        using BicepFolder folder = new();
        folder.Replace("prod.bicepparam", "param maximumInstances", "param vaultRecovered = true\nparam maximumInstances");
        Assert.Equal("recover", (await bicep.DeploymentAsync(folder.Path, "prod")).Vault["properties.createMode"]);
        Assert.Equal("default", (await bicep.DeploymentAsync("prod")).Vault["properties.createMode"]);
    }
}
