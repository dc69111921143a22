using System.Globalization;
using System.Text.RegularExpressions;
using LeerId.Infra.Tests.Documents;

namespace LeerId.Infra.Tests.Architecture;

/// <summary>The table of layers in <c>docs/architecture.md</c>: the layer of each namespace of Core.</summary>
internal static partial class LayerTable
{
    private const string Document = "docs/architecture.md";

    /// <summary>The layer of each namespace, by its name below <c>LeerId</c>, such as <c>Schools.Import</c>.</summary>
    public static IReadOnlyDictionary<string, int> Read() => Row().Matches(MarkdownFiles.Read(Document))
        .SelectMany(row => Name().Matches(row.Groups[2].Value).Select(name => (
            Name: name.Groups[1].Value, Layer: int.Parse(row.Groups[1].Value, CultureInfo.InvariantCulture))))
        .ToDictionary(entry => entry.Name, entry => entry.Layer);

    [GeneratedRegex(@"^\| (\d+) \| (.+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([A-Za-z.]+)`")]
    private static partial Regex Name();
}
