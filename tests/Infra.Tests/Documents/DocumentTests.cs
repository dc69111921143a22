using System.Text.Json;
using System.Text.RegularExpressions;

namespace LeerId.Infra.Tests.Documents;

/// <summary>Everything that the documents refer to exists.</summary>
public sealed partial class DocumentTests
{
    private static readonly string[] Folders = [".ci/", "bench/", "dev/", "docs/", "infra/", "pipelines/", "scripts/", "src/", "tests/"];

    public static TheoryData<string> Documents => MarkdownFiles.All;

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_leads_somewhere(string document)
    {
        string folder = Path.GetDirectoryName(MarkdownFiles.At(document))!;
        foreach (string link in MarkdownFiles.Links(document))
        {
            string[] parts = link.Split('#');
            string target = parts[0].Length == 0 ? MarkdownFiles.At(document) : Path.GetFullPath(Path.Combine(folder, parts[0]));
            Assert.True(File.Exists(target) || Directory.Exists(target), $"{document}: {link}");
            Assert.True(parts.Length == 1 || MarkdownFiles.Anchors(target).Contains(parts[1]), $"{document}: no heading for {link}");
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_named_file_exists(string document)
    {
        IEnumerable<string> named = MarkdownFiles.Code(document)
            .Concat(MarkdownFiles.Commands(document).SelectMany(line => line.Split(' ')))
            .Where(word => Folders.Any(folder => word.StartsWith(folder, StringComparison.Ordinal)) && !word.Contains('<', StringComparison.Ordinal))
            .Select(word => word.Split(' ')[0]);
        Assert.All(named, path => Assert.True(
            File.Exists(MarkdownFiles.At(path)) || Directory.Exists(MarkdownFiles.At(path)), $"{document}: {path}"));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_address_of_staff_is_described(string document)
    {
        HashSet<string> described = [.. Directory.EnumerateFiles(MarkdownFiles.At("src/Functions/OpenApi"), "*.json").SelectMany(Operations)];
        Assert.NotEmpty(described);
        Assert.All(
            MarkdownFiles.Code(document).Select(code => Operation().Match(code)).Where(match => match.Success),
            match => Assert.Contains($"{match.Groups[1].Value} {Parameter().Replace(match.Groups[2].Value, "{}")}", described));
    }

    private static IEnumerable<string> Operations(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
        return document.RootElement.TryGetProperty("paths", out JsonElement paths)
            ? [.. from path in paths.EnumerateObject() from method in path.Value.EnumerateObject()
                select $"{method.Name.ToUpperInvariant()} {Parameter().Replace(path.Name.TrimStart('/'), "{}")}"]
            : [];
    }

    [GeneratedRegex(@"^(GET|POST|PUT|DELETE) /?(staff/[^?\s]+)")]
    private static partial Regex Operation();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
