using System.Text.RegularExpressions;
using LeerId.Infra.Tests.Bicep;
using LeerId.Infra.Tests.Documents;

namespace LeerId.Infra.Tests.Guide;

/// <summary>The guide of the first deployment covers everything that a new subscription needs, and uses nothing before it exists.</summary>
public sealed partial class GuideTests(BicepServers bicep)
{
    private const string Document = "docs/operations.md";

    // Each step of the guide by its title, with the text that it must contain. An earlier step creates everything that a later one needs.
    private static readonly (string Title, string[] Has)[] Steps =
    [
        ("Host name, then ACM's dossier", ["(#the-host-name)", "/acm/callback", "/end-session/done", "`acm-client-key`"]),
        ("Staff", ["staff-api.md#roles"]),
        ("Parameters", ["infra/bicep/test.bicepparam"]),
        ("Infrastructure", ["scripts/register-providers.sh", "scripts/what-if.sh", "scripts/deploy-infrastructure.sh"]),
        ("Secrets", ["(#secrets)", "az keyvault secret set"]),
        ("The app", ["scripts/publish-functions.sh", "az functionapp deployment source config-zip"]),
        ("Look", ["scripts/smoke-test.sh", "/health?ready"]),
        ("The archive", ["az storage container immutability-policy lock", "archivePoliciesLocked"]),
        ("Schools", ["staff-api.md#schools"]),
        ("A real sign-in", []),
    ];

    // The roles of people and of the pipeline, and the reasons. The roles of the app are in the template.
    private static readonly (string Role, string Why)[] Roles =
    [
        ("Contributor", "to make the resources"),
        ("Role Based Access Control Administrator", "to give the app its roles"),
        ("User Access Administrator", "to set locks"),
        ("Key Vault Secrets Officer", "to put the secrets in"),
        ("Storage Blob Data Reader", "to read the archive"),
        ("Storage Table Data Contributor", "to restore tables"),
    ];

    private static string Guide => MarkdownFiles.Read(Document);

    [Fact]
    public void Guide_has_the_steps_in_order_with_their_commands()
    {
        string[] steps = [.. Step().Split(Section("The first deployment")).Skip(1)];
        int at = -1;
        foreach ((string title, string[] has) in Steps)
        {
            int found = Array.FindIndex(steps, at + 1, step => TitleOf(step).Contains(title, StringComparison.Ordinal));
            Assert.True(found >= 0, $"The guide has no step \"{title}\" after \"{(at < 0 ? "the beginning" : TitleOf(steps[at]))}\".");
            at = found;
            Assert.All(has, text => Assert.True(steps[at].Contains(text, StringComparison.Ordinal), $"The step \"{title}\" of the guide has no {text}."));
        }
    }

    [Fact]
    public void Every_secret_that_the_code_reads_is_in_the_table_and_no_other()
    {
        string code = string.Concat(Directory
            .EnumerateFiles(Path.Combine(BicepFolder.Repository, "src", "Core"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        string[] read = [.. SecretName().Matches(code).Select(match => match.Groups[1].Value).Append("application-CLIENTID-secret")];
        Assert.Contains("seal-key", read);
        string table = Section("Secrets");
        Assert.Equal(
            read.Distinct().Order(StringComparer.Ordinal),
            TableRow().Matches(table).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("student-key")]
    [InlineData("subject-key")]
    [InlineData("seal-key")]
    [InlineData("acm-client-key")]
    public void Key_that_can_never_be_made_again_is_backed_up_and_restored(string key)
    {
        Assert.Contains(
            AzCall.InShell(Document, Section("The first deployment")), call => call.Command == "keyvault secret backup" && call.Values.Contains(key));
        Assert.Contains(
            AzCall.InShell("test", string.Join('\n', MarkdownFiles.Commands("docs/disaster-recovery.md"))),
            call => call.Command == "keyvault secret restore" && call.Values.Contains($"{key}.backup"));
    }

    [Fact]
    public async Task Every_role_that_people_and_the_pipeline_need_is_named()
    {
        // A name can be wrapped, and the next line can be indented.
        string guide = Regex.Replace(Guide, @"\s+", " ");
        Assert.All(
            Roles, role => Assert.True(guide.Contains(role.Role, StringComparison.Ordinal), $"The guide names nobody with the role {role.Role}, {role.Why}."));
        // The two roles beside Contributor are needed because of these resources.
        Deployment prod = await bicep.DeploymentAsync("prod");
        Assert.NotEmpty(prod.Of("Microsoft.Authorization/roleAssignments"));
        Assert.NotEmpty(prod.Of("Microsoft.Authorization/locks"));
    }

    [Fact]
    public void Every_role_that_a_command_gives_or_takes_is_one_that_the_guide_knows() => Assert.All(
        RoleArgument().Matches(string.Join('\n', RepositoryFiles.All.Where(file => Path.GetExtension(file) is ".md" or ".sh").Select(MarkdownFiles.Read))),
        match => Assert.Contains(match.Groups[1].Value, Roles.Select(role => role.Role)));

    [Fact]
    public void Every_script_that_deploys_is_in_the_guide() => Assert.All(
        RepositoryFiles.All.Where(file => file.StartsWith("scripts/", StringComparison.Ordinal) && AzCall.All.Any(call => call.File == file)),
        script => Assert.True(Guide.Contains(script, StringComparison.Ordinal) || IsCalledByScript(script), $"The guide does not name {script}."));

    private static bool IsCalledByScript(string script) => RepositoryFiles.All
        .Any(file => Path.GetExtension(file) is ".sh" && file != script && MarkdownFiles.Read(file).Contains(script, StringComparison.Ordinal));

    // A section of the guide, up to the next heading of the same level.
    private static string Section(string title) => Assert.Single(Heading().Split(Guide), section => section.StartsWith($"{title}\n", StringComparison.Ordinal));

    // The bold words at the start.
    private static string TitleOf(string step) => step.Split("**")[0];

    [GeneratedRegex("^## ", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\d+\. \*\*", RegexOptions.Multiline)]
    private static partial Regex Step();

    [GeneratedRegex(@"const string (?:\w*Secret\w*|StudentKey) = ""([a-z0-9-]+)""")]
    private static partial Regex SecretName();

    [GeneratedRegex("^\\| `([A-Za-z0-9-]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex TableRow();

    [GeneratedRegex("az role assignment (?:create|delete) [^\n]*--role '?\"?([A-Za-z ]+?)'?\"?(?: -|\n|$)")]
    private static partial Regex RoleArgument();
}
