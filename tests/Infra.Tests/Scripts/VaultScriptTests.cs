using System.Text.RegularExpressions;
using LeerId.Infra.Tests.Bicep;
using LeerId.Infra.Tests.Documents;

namespace LeerId.Infra.Tests.Scripts;

/// <summary>The scripts of a first deployment open the vault no further and no longer than needed.</summary>
public sealed partial class VaultScriptTests : IDisposable
{
    private const string Role = "Key Vault Secrets Officer";
    private const string Vault = "/subscriptions/1/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv1";

    private const string Closed = $"""
        "keyvault list"*'[].[name, id]'*) printf 'kv1\t{Vault}\n' ;;
        "keyvault list"*) echo '{Vault}' ;;
        "keyvault show"*) echo Deny ;;
        "identity list"*) echo app ;;
        "functionapp list"*) echo app.example ;;
        "ad signed-in-user show"*) echo person ;;
        "role assignment list"*"principalId=='app'"*) echo /of/app ;;
        "role assignment list"*) printf '/of/app\n/of/person\n' ;;
        "role assignment "*|"keyvault network-rule add"*|"keyvault update"*) true ;;
        """;

    // The first key is there at once, and the others when the app was called twice.
    private const string KeysCome = """
        "rest "*/secrets/sign-in-cookie-key*) true ;;
        "rest "*/secrets/*) [ "$(grep -c ^curl "$calls")" -ge 2 ] ;;
        """;

    private readonly ScriptRun _run = new();

    public VaultScriptTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The scripts need Bash.");

    [Fact]
    public async Task Vault_is_opened_to_one_address_after_the_rule_for_it_and_to_one_person()
    {
        Assert.Equal(0, await _run.RunAsync(Closed, "open-vault.sh", "rg", "198.51.100.7"));
        Assert.Equal(
            [
                $"az role assignment create --assignee-object-id person --assignee-principal-type User --role {Role} --scope {Vault} --output none",
                "az keyvault network-rule add --resource-group rg --name kv1 --ip-address 198.51.100.7/32 --output none",
                "az keyvault update --resource-group rg --name kv1 --default-action Deny --public-network-access Enabled --output none",
            ],
            _run.Calls.Where(call => call.Contains(" create ", StringComparison.Ordinal) || call.Contains(" add ", StringComparison.Ordinal)
                || call.Contains(" update ", StringComparison.Ordinal)));
        Assert.Contains("vault: kv1", _run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Network_of_a_vault_that_is_public_stays_as_it_is()
    {
        Assert.Equal(0, await _run.RunAsync($"\"keyvault show\"*) echo Allow ;;\n{Closed}", "open-vault.sh", "rg", "198.51.100.7"));
        Assert.DoesNotContain(_run.Calls, call => call.StartsWith("az keyvault update", StringComparison.Ordinal)
            || call.StartsWith("az keyvault network-rule", StringComparison.Ordinal));
        Assert.Contains(_run.Calls, call => call.StartsWith("az role assignment create", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0.0.0.0/0")]
    [InlineData("198.51.100.0/24")]
    [InlineData("")]
    public async Task Vault_is_not_opened_to_a_range(string address)
    {
        Assert.Equal(2, await _run.RunAsync(Closed, "open-vault.sh", "rg", address));
        Assert.Empty(_run.Calls);
    }

    [Fact]
    public async Task App_has_the_right_to_make_keys_until_they_are_there()
    {
        Assert.Equal(0, await _run.RunAsync($"{KeysCome}\n{Closed}", "create-keys.sh", "rg"));
        Assert.Equal(
            [
                $"az role assignment create --assignee-object-id app --assignee-principal-type ServicePrincipal --role {Role} --scope {Vault} --output none",
                "az role assignment delete --ids /of/app --output none",
            ],
            _run.Calls.Where(call => call.StartsWith("az role assignment", StringComparison.Ordinal) && !call.Contains(" list ", StringComparison.Ordinal)));
        // The app is woken each time, and the keys are looked for twice.
        Assert.Equal(2, _run.Calls.Count(call => call.StartsWith("curl", StringComparison.Ordinal)
            && call.EndsWith("https://app.example/health", StringComparison.Ordinal)));
        Assert.Equal("az role assignment delete --ids /of/app --output none", _run.Calls[^1]);
    }

    [Fact]
    public async Task App_loses_the_right_when_the_keys_do_not_come_and_the_missing_ones_are_named()
    {
        Assert.Equal(1, await _run.RunAsync($"\"rest \"*/secrets/s*) true ;;\n{Closed}", "create-keys.sh", "rg"));
        Assert.Contains("The vault still lacks: id-token-key provider-token-key console-key.", _run.Errors, StringComparison.Ordinal);
        Assert.Equal("az role assignment delete --ids /of/app --output none", _run.Calls[^1]);
    }

    [Fact]
    public async Task Each_deployment_takes_the_temporary_roles_away_and_succeeds_without_any()
    {
        Assert.Equal(0, await _run.RunAsync(Closed, "revoke-vault-roles.sh", "rg"));
        Assert.Contains($"--scope {Vault} --role {Role}", _run.Calls[1], StringComparison.Ordinal);
        Assert.Equal(
            ["az role assignment delete --ids /of/app --output none", "az role assignment delete --ids /of/person --output none"], _run.Calls.Skip(2));

        using ScriptRun without = new();
        Assert.Equal(0, await without.RunAsync($"\"role assignment list\"*) true ;;\n{Closed}", "revoke-vault-roles.sh", "rg"));
        Assert.Equal(2, without.Calls.Count);

        string deployment = MarkdownFiles.Read("scripts/deploy-infrastructure.sh");
        int deploys = deployment.IndexOf("az deployment ", StringComparison.Ordinal);
        Assert.InRange(deploys, 0, deployment.IndexOf("scripts/revoke-vault-roles.sh", StringComparison.Ordinal));
    }

    // The app makes the keys in this order, and others before the last one.
    [Fact]
    public void Script_waits_for_each_key_that_every_app_makes()
    {
        string[] waits = Keys().Match(MarkdownFiles.Read("scripts/create-keys.sh")).Groups[1].Value.Split(' ');
        Assert.Equal(SecretsOfCode.MadeByEveryApp, waits);
        Assert.Equal(waits.Append("acm-client-key").Append("id-token-key-es256").Order(), SecretsOfCode.MadeByAppWithAll.Order());
        Assert.Equal(waits[^1], SecretsOfCode.MadeByAppWithAll[^1]);
    }

    [Theory]
    [InlineData(true, "##vso[task.setvariable variable=formerPackage]found")]
    [InlineData(false, "##vso[task.logissue type=warning]There is no former package, so the app stays as it is.")]
    public async Task Pipeline_goes_back_only_if_there_is_a_former_package(bool isThere, string line)
    {
        string package = isThere ? Path.Combine(BicepFolder.Repository, "README.md") : Path.Combine(BicepFolder.Repository, "functions.zip");
        Assert.Equal(0, await _run.RunAsync("", "find-former-package.sh", package));
        Assert.Contains(line, _run.Output, StringComparison.Ordinal);
        Assert.Equal(isThere, _run.Output.Contains("setvariable", StringComparison.Ordinal));
    }

    public void Dispose() => _run.Dispose();

    [GeneratedRegex(@"^keys=\(([a-z0-9 -]+)\)$", RegexOptions.Multiline)]
    private static partial Regex Keys();
}
