using System.Text.Json.Nodes;
using LeerId.Infra.Tests.Bicep;

namespace LeerId.Infra.Tests.Settings;

/// <summary>The code, Bicep and the sample have the same settings.</summary>
public sealed class ParityTests(BicepServers bicep)
{
    // The host, Azure's libraries, or code outside any options class reads these settings.
    private static readonly Dictionary<string, string> OfThePlatform = new()
    {
        ["AzureWebJobsStorage:accountName"] = "the host's storage, for the host and for the queues of the notices",
        ["AzureWebJobsStorage:credential"] = "the host's: by managed identity",
        ["AzureWebJobsStorage:clientId"] = "the host's: by which one",
        ["StudentStorage:accountName"] = "StorageAccount reads it, in the host's convention",
        ["StudentStorage:clientId"] = "likewise",
        ["ArchiveStorage:accountName"] = "StorageAccount reads it, in the host's convention",
        ["ArchiveStorage:clientId"] = "likewise",
        ["KeyVault:Uri"] = "chooses between the vault and settings",
        ["KeyVault:clientId"] = "as for storage",
        ["AZURE_CLIENT_ID"] = "the identity that telemetry is sent with, by Azure.Identity",
        ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = "where the host and the worker send telemetry",
        ["AzureWebJobsDisableHomepage"] = "the host's: no page of Azure's at the root",
        ["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] = "the identity that the host sends it with",
    };

    [Theory]
    [InlineData("dev")]
    [InlineData("test")]
    [InlineData("prod")]
    public async Task Bicep_sets_every_setting_that_the_code_reads_and_no_other(string environment) => AssertSame(
        (await bicep.DeploymentAsync(environment)).AppSettings.Keys.Select(name => name.Replace("__", ":", StringComparison.Ordinal)), OfThePlatform.Keys);

    [Fact]
    public void The_sample_has_every_setting_that_the_code_reads_and_no_other()
    {
        JsonNode sample = JsonNode.Parse(File.ReadAllText(Path.Combine(BicepFolder.Repository, "local.settings.sample.json")))!;
        AssertSame(
            sample["Values"]!.AsObject().Select(setting => setting.Key.Replace("__", ":", StringComparison.Ordinal)),
            [.. SettingsSchema.OfThePlatform.Keys]);
    }

    [Fact]
    public async Task Omitted_parameters_have_the_default_of_the_code()
    {
        IReadOnlyDictionary<string, string> settings = (await bicep.DeploymentAsync("dev")).AppSettings;
        Assert.All(
            SettingsOfCode.All.Where(setting => setting.Default.Length > 0),
            setting => Assert.All(
                settings.Where(set => setting.Is(set.Key.Replace("__", ":", StringComparison.Ordinal))), set => Assert.Equal(setting.Default, set.Value)));
    }

    [Fact]
    public void Every_kind_of_property_is_found()
    {
        CodeSetting[] found = [.. SettingsOfCode.Of(typeof(Options), "Section")];
        Assert.Equal(
            [
                new CodeSetting("Section:Text", "as it was"),
                new CodeSetting("Section:Number", ""),
                new CodeSetting("Section:Nested:Inner", "inside"),
                new CodeSetting("Section:List:*", ""),
                new CodeSetting("Section:Fixed:*", ""),
                new CodeSetting("Section:ByName:*", ""),
                new CodeSetting("Section:Objects:*:Inner", "inside"),
            ],
            found);
        Assert.True(found[3].Is("Section:List:0"));
        Assert.False(found[3].Is("Section:Lists:0"));
        Assert.False(found[3].Is("Section:List:0:Inner"));
        Assert.True(found[6].Is("Section:Objects:first:Inner"));
    }

    [Fact]
    public void A_section_that_is_a_list_has_the_settings_of_its_entries()
    {
        Assert.Equal([new CodeSetting("Section:*:Inner", "inside")], SettingsOfCode.Of(typeof(ListOptions), "Section"));
        Assert.Contains(new CodeSetting("Applications:*:RedirectUris:*", ""), SettingsOfCode.All);
    }

    [Fact]
    public void A_property_that_is_added_must_be_set()
    {
        string[] missing = Missing(["Section:List:0"], SettingsOfCode.Of(typeof(Options), "Section"));
        Assert.Equal(
            ["Section:Text", "Section:Number", "Section:Nested:Inner", "Section:Fixed:*", "Section:ByName:*", "Section:Objects:*:Inner"], missing);
    }

    private static void AssertSame(IEnumerable<string> set, IReadOnlyCollection<string> besides)
    {
        string[] names = [.. set];
        Assert.Empty(Missing(names, SettingsOfCode.All));
        Assert.DoesNotContain(names, name => !besides.Contains(name) && !SettingsOfCode.All.Any(setting => setting.Is(name)));
        Assert.Empty(besides.Except(names));
    }

    private static string[] Missing(IReadOnlyCollection<string> set, IEnumerable<CodeSetting> read) =>
        [.. read.Where(setting => !set.Any(setting.Is)).Select(setting => setting.Name)];

    private sealed class Options
    {
        public string Text { get; set; } = "as it was";

        public int? Number { get; set; }

        public NestedOptions Nested { get; set; } = new();

        public List<string> List { get; } = [];

        public IList<string> Fixed { get; } = [];

        public Dictionary<string, string> ByName { get; set; } = [];

        public IList<NestedOptions> Objects { get; } = [];

        public string Derived => Text;

        public IReadOnlyList<string> AlsoDerived => [Text];
    }

    private sealed class NestedOptions
    {
        public string? Inner { get; set; } = "inside";
    }

    private sealed class ListOptions : List<NestedOptions>;
}
