namespace LeerId.Infra.Tests.Security;

internal static class VaultRules
{
    public static IEnumerable<DeploymentRule> All =>
    [
        new("The vault goes by roles, not by access policies", deployment =>
        {
            Assert.Equal("true", deployment.Vault["properties.enableRbacAuthorization"]);
            Assert.Empty(deployment.Vault.List("properties.accessPolicies"));
        }),
        new("The vault can't be purged", deployment => Assert.Equal("true", deployment.Vault["properties.enablePurgeProtection"]), InProdOnly: true),
        new("The vault's secrets can be undeleted", deployment => Assert.Equal("true", deployment.Vault["properties.enableSoftDelete"])),
        new("The vault's secrets can be undeleted for 90 days", deployment =>
            Assert.Equal("90", deployment.Vault["properties.softDeleteRetentionInDays"]), InProdOnly: true),
        new("No template reads the vault", deployment => Assert.Equal("false", deployment.Vault["properties.enabledForTemplateDeployment"])),
        new("No virtual machine reads the vault", deployment =>
        {
            Assert.Equal("false", deployment.Vault["properties.enabledForDeployment"]);
            Assert.Equal("false", deployment.Vault["properties.enabledForDiskEncryption"]);
        }),
        new("What is asked of the vault is logged", deployment =>
            Assert.Equal(["AuditEvent"], MonitoringRules.EnabledLogs(Assert.Single(deployment.On(deployment.Vault, "Microsoft.Insights/diagnosticSettings"))))),
        new("A deployment closes the vault to each address that it was opened to", deployment =>
        {
            // A list that the template left out would stay as it is in Azure.
            Assert.Equal("[]", deployment.Vault["properties.networkAcls.ipRules"]);
            Assert.Equal("[]", deployment.Vault["properties.networkAcls.virtualNetworkRules"]);
        }),
        new("No lock keeps role assignments on the vault from being removed", deployment =>
            Assert.Empty(deployment.On(deployment.Vault, "Microsoft.Authorization/locks"))),
    ];
}
