namespace LeerId.Infra.Tests.Guide;

/// <summary>The guide, the scripts and the pipeline call the Azure CLI with commands and arguments that it has.</summary>
public sealed class AzCommandTests
{
    [Fact]
    public void Every_call_has_arguments_that_its_command_knows_and_none_that_it_needs_is_missing()
    {
        Assert.Contains(AzCall.All, call => call is { File: "docs/operations.md", Command: "keyvault secret restore" });
        Assert.Contains(AzCall.All, call => call is { File: "scripts/what-if.sh" });
        Assert.Contains(AzCall.All, call => call is { File: "pipelines/build.yml", Command: "bicep lint" });
        string[] faults = [.. from call in AzCall.All let fault = AzReference.Fault(call) where fault is not null select $"{call.File}: {fault}."];
        Assert.True(faults.Length == 0, string.Join(Environment.NewLine, faults));
    }

    [Theory]
    [InlineData("az keyvault secret set --vault-name v --name n --file f --expires 2028-09-01", null)]
    [InlineData("az keyvault secret set --vault-name v --name n --expire 2028-09-01", "az keyvault secret set has no argument --expire")]
    [InlineData("az keyvault secret set --vault-name v", "az keyvault secret set needs --name")]
    [InlineData("az keyvault secret put --name n", "az keyvault secret put is not in az-commands.txt")]
    [InlineData("az keyvault secret", "az keyvault secret is not in az-commands.txt")]
    [InlineData("az functionapp stop -g rg -n app", null)]
    [InlineData("az functionapp stop --ids $id", null)]
    [InlineData("az functionapp stop --name app", "az functionapp stop needs --resource-group")]
    [InlineData("az functionapp stop --name=app --resource-group=rg", null)]
    [InlineData("az functionapp stop \"$@\"", null)]
    [InlineData("az functionapp stop \"${arguments[@]}\" --nmae x", "az functionapp stop has no argument --nmae")]
    [InlineData("az functionapp stop \"$name\"", "az functionapp stop needs --name")]
    [InlineData("id=$(az group show --name rg --query id -o tsv)", null)]
    [InlineData("if ! az group show --nam rg --query \"[?a == 'b | c']\" 2> /dev/null; then", "az group show has no argument --nam")]
    [InlineData("for x in a; do az group show --name \"$(basename \"$x\" .y)\" --bad; done", "az group show has no argument --bad")]
    [InlineData("LEERID_DOMAIN=none az group show \\\n    --bad", "az group show has no argument --bad")]
    [InlineData("az group show --name <the group> > group.json", null)]
    [InlineData("az group show --name rg >> all --bad", null)]
    public void A_fault_in_a_script_is_found(string text, string? fault) =>
        Assert.Equal(fault, AzReference.Fault(Assert.Single(AzCall.InShell("test", text))));

    [Theory]
    [InlineData("echo 'run az login first'")]
    [InlineData("# az group show --bad")]
    [InlineData("baz group show --bad")]
    public void What_is_no_call_is_left_out(string text) => Assert.Empty(AzCall.InShell("test", text));

    [Fact]
    public void Calls_within_calls_are_found() => Assert.Equal(
        ["group delete", "group list"],
        AzCall.InShell("test", "az group delete --name \"$(az group list --query '[0].name' --output tsv | head -1)\" --yes").Select(call => call.Command));

    [Theory]
    [InlineData("az keyvault secret", null)]
    [InlineData("az keyvault secret recover", null)]
    [InlineData("az keyvault secret cover", "az keyvault secret cover is not in az-commands.txt")]
    [InlineData("az functionapp stop --name <app>", "az functionapp stop needs --resource-group")]
    public void A_command_that_a_sentence_only_names_needs_no_arguments(string code, string? fault) =>
        Assert.Equal(fault, AzReference.Fault(AzCall.InSentence("test", code)));

    [Fact]
    public void The_table_is_in_order_and_has_each_command_once() =>
        Assert.Equal(AzReference.Lines.Select(NameOf).Distinct().Order(StringComparer.Ordinal), AzReference.Lines.Select(NameOf));

    private static string NameOf(string line) => line.Split(':')[0];
}
