using LeerId.Infra.Tests.Bicep;

namespace LeerId.Infra.Tests.Security;

/// <summary>What must hold of a deployment, as a sentence and as a check that fails where it doesn't.</summary>
/// <param name="Sentence">What holds.</param>
/// <param name="Check">Fails with an assertion.</param>
/// <param name="InProdOnly">Whether other environments may do without.</param>
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
