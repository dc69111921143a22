using LeerId.Infra.Tests.Bicep;
using YamlDotNet.RepresentationModel;

namespace LeerId.Infra.Tests.Pipeline;

/// <summary>The pipeline and its templates, parsed.</summary>
internal static class PipelineFiles
{
    public const string Main = "azure-pipelines.yml";

    public static IReadOnlyDictionary<string, YamlNode> All { get; } = Directory
        .GetFiles(Path.Combine(BicepFolder.Repository, "pipelines"), "*.yml").Append(Path.Combine(BicepFolder.Repository, Main))
        .ToDictionary(path => Path.GetRelativePath(BicepFolder.Repository, path).Replace('\\', '/'), Parse);

    /// <summary>Every value with one of these keys, in any of the files.</summary>
    public static IEnumerable<(string File, string Value)> Values(params string[] keys) =>
        from file in All
        from pair in Pairs(file.Value)
        where keys.Contains(pair.Key, StringComparer.Ordinal)
        select (file.Key, pair.Value);

    /// <summary>Every text value with its key.</summary>
    public static IEnumerable<(string Key, string Value)> Pairs(YamlNode node) => node switch
    {
        YamlMappingNode mapping => mapping.Children.SelectMany(child => child.Value is YamlScalarNode scalar
            ? [(((YamlScalarNode)child.Key).Value!, scalar.Value ?? "")]
            : Pairs(child.Value)),
        YamlSequenceNode sequence => sequence.Children.SelectMany(Pairs),
        _ => [],
    };

    /// <summary>Every step of every file and job.</summary>
    public static IEnumerable<YamlMappingNode> Steps(string file) => Mappings(All[file]).Where(
        mapping => mapping.Children.Keys.OfType<YamlScalarNode>().Any(key => key.Value is "task" or "script" or "publish" or "download" or "checkout"));

    private static IEnumerable<YamlMappingNode> Mappings(YamlNode node) => node.AllNodes.OfType<YamlMappingNode>();

    private static YamlNode Parse(string path)
    {
        YamlStream stream = [];
        using StreamReader reader = File.OpenText(path);
        stream.Load(reader);
        return Assert.Single(stream.Documents).RootNode;
    }
}
