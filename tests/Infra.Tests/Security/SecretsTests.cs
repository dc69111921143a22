using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeerId.Infra.Tests.Bicep;

namespace LeerId.Infra.Tests.Security;

/// <summary>No file, deployed resource or output contains a secret value or a connection string.</summary>
public sealed partial class SecretsTests(BicepServers bicep)
{
    [Fact]
    public void No_file_contains_a_secret() => Assert.All(
        Directory.EnumerateFiles(Path.Combine(BicepFolder.Repository, "infra"), "*", SearchOption.AllDirectories)
            .Append(Path.Combine(BicepFolder.Repository, "azure.yaml")),
        file => Assert.DoesNotMatch(Secret(), File.ReadAllText(file)));

    [Fact]
    public async Task The_template_asks_for_no_key() => Assert.DoesNotMatch(Secret(), (await bicep.TemplateAsync()).ToJsonString());

    [Fact]
    public async Task No_output_of_the_template_or_a_module_contains_a_secret()
    {
        string[] outputs = [.. Outputs(await bicep.TemplateAsync())];
        Assert.NotEmpty(outputs);
        Assert.All(outputs, output => Assert.DoesNotMatch(NameOfSecret(), output));
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("test")]
    [InlineData("prod")]
    public async Task No_setting_contains_a_secret(string environment) => Assert.All(
        (await bicep.DeploymentAsync(environment)).AppSettings.Where(setting => setting.Key != "APPLICATIONINSIGHTS_CONNECTION_STRING"),
        setting => Assert.DoesNotMatch(NameOfSecret(), $"{setting.Key}={setting.Value}"));

    private static IEnumerable<string> Outputs(JsonNode node) => node switch
    {
        JsonObject members => members.SelectMany(member => member.Value is null ? []
            : member.Key == "outputs" && member.Value is JsonObject outputs ? outputs.Select(output => output.ToString())
            : Outputs(member.Value)),
        JsonArray entries => entries.SelectMany(entry => entry is null ? [] : Outputs(entry)),
        _ => [],
    };

    [GeneratedRegex(
        @"AccountKey=|SharedAccessSignature|SharedAccessKey|InstrumentationKey|list\w*(Keys|Secrets|Sas)\w*\(|-----BEGIN|DefaultEndpointsProtocol"
        + @"|getSecret\(|password\s*[:=]",
        RegexOptions.IgnoreCase)]
    private static partial Regex Secret();

    [GeneratedRegex(@"ConnectionString|InstrumentationKey|AccountKey|password|SharedAccess|@Microsoft\.KeyVault|-----BEGIN", RegexOptions.IgnoreCase)]
    private static partial Regex NameOfSecret();
}
