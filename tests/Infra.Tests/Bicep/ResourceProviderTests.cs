using System.Text.RegularExpressions;

namespace LeerId.Infra.Tests.Bicep;

/// <summary>A new subscription has few registered resource providers, so the script registers every provider that the template needs.</summary>
public sealed partial class ResourceProviderTests
{
    // No resource of the template has this type. Azure creates smart detection rules beside Application Insights, which need the provider.
    private const string BesideInsights = "Microsoft.AlertsManagement";

    [Fact]
    public void Script_registers_each_provider_of_the_template_and_no_other()
    {
        string template = Template();
        IEnumerable<string> needed = ResourceType().Matches(template).Concat(Delegation().Matches(template)).Select(match => match.Groups["provider"].Value);

        string script = File.ReadAllText(Path.Combine(BicepFolder.Repository, "scripts", "register-providers.sh"));
        IEnumerable<string> registered = Registered().Matches(script).Select(match => match.Groups[1].Value);

        Assert.Equal(needed.Append(BesideInsights).Distinct().Order(StringComparer.Ordinal), registered);
    }

    [Fact]
    public void Guide_runs_the_script_before_the_infrastructure_is_deployed()
    {
        string guide = File.ReadAllText(Path.Combine(BicepFolder.Repository, "docs", "operations.md"));
        int registers = guide.IndexOf("scripts/register-providers.sh", StringComparison.Ordinal);
        Assert.InRange(registers, 0, guide.IndexOf("scripts/deploy-infrastructure.sh", StringComparison.Ordinal));
    }

    [Fact]
    public void Guide_names_each_delegation_and_the_provider_that_owns_it()
    {
        string guide = File.ReadAllText(Path.Combine(BicepFolder.Repository, "docs", "operations.md"));
        MatchCollection delegations = Delegation().Matches(Template());
        Assert.NotEmpty(delegations);
        Assert.All(delegations, delegation =>
        {
            Assert.Contains($"`{delegation.Groups["service"].Value}`", guide, StringComparison.Ordinal);
            Assert.Contains($"`{delegation.Groups["provider"].Value}`", guide, StringComparison.Ordinal);
        });
    }

    private static string Template() =>
        string.Concat(Directory.EnumerateFiles(BicepFolder.InRepository, "*.bicep", SearchOption.AllDirectories).Select(File.ReadAllText));

    [GeneratedRegex(@"'(?<provider>Microsoft\.[A-Za-z]+)/[A-Za-z/]+@")]
    private static partial Regex ResourceType();

    [GeneratedRegex(@"serviceName: '(?<service>(?<provider>Microsoft\.[A-Za-z]+)/[A-Za-z/]+)'")]
    private static partial Regex Delegation();

    [GeneratedRegex(@"^    (Microsoft\.[A-Za-z]+)(?: \\)?$", RegexOptions.Multiline)]
    private static partial Regex Registered();
}
