using LeerId.Infra.Tests.Bicep;

namespace LeerId.Infra.Tests.Security;

/// <summary>A rule about every deployment: a sentence, and a check that fails if the deployment breaks the rule.</summary>
/// <param name="Sentence">The rule in words.</param>
/// <param name="Check">Fails with an assertion.</param>
/// <param name="InProdOnly">Whether the rule applies only to the production environment.</param>
internal sealed record DeploymentRule(string Sentence, Action<Deployment> Check, bool InProdOnly = false)
{
    public static IReadOnlyList<DeploymentRule> All { get; } =
    [
        .. StorageRules.All, .. ArchiveRules.All, .. VaultRules.All, .. AppRules.All, .. HostNameRules.All, .. MonitoringRules.All, .. RoleRules.All,
        .. NetworkRules.All, .. PlatformRules.All,
    ];

    public static DeploymentRule Of(string sentence) => All.Single(rule => rule.Sentence == sentence);

    public override string ToString() => Sentence;
}
