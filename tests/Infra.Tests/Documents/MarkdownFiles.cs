using System.Text.RegularExpressions;
using LeerId.Infra.Tests.Bicep;

namespace LeerId.Infra.Tests.Documents;

/// <summary>The documents, and the parts of them that tests can check.</summary>
internal static partial class MarkdownFiles
{
    /// <summary>The documents in the root and in docs, as paths from the root.</summary>
    public static TheoryData<string> All { get; } =
    [
        .. RepositoryFiles.All.Where(path => path is "README.md" or "CHANGELOG.md" or "CONTRIBUTING.md" or "SECURITY.md"
            || (path.StartsWith("docs/", StringComparison.Ordinal) && path.EndsWith(".md", StringComparison.Ordinal))),
    ];

    public static string At(string path) => Path.GetFullPath(Path.Combine(BicepFolder.Repository, path));

    public static string Read(string path) => File.ReadAllText(At(path)).ReplaceLineEndings("\n");

    /// <summary>The targets of the document's links and images, except those outside the repository.</summary>
    public static IEnumerable<string> Links(string path) => Link().Matches(WithoutBlocks(path)).Select(match => match.Groups[1].Value)
        .Where(target => !target.Contains("://", StringComparison.Ordinal));

    /// <summary>The texts between backticks in sentences and tables.</summary>
    public static IEnumerable<string> Code(string path) => Span().Matches(WithoutBlocks(path)).Select(match => match.Groups[1].Value);

    /// <summary>The lines of the command blocks, which are the code blocks without a language.</summary>
    public static IEnumerable<string> Commands(string path) => Block().Matches(Read(path)).Where(match => match.Groups[1].Length == 0)
        .SelectMany(match => match.Groups[2].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>The anchors of the headings, as GitHub generates them.</summary>
    public static IReadOnlySet<string> Anchors(string path) => Heading().Matches(WithoutBlocks(path))
        .Select(match => NotInAnchor().Replace(match.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-')).ToHashSet();

    /// <summary>The lines that can be wrapped: those outside code blocks, tables, headings and images.</summary>
    public static IEnumerable<string> Wrappable(string path) =>
        WithoutBlocks(path).Split('\n').Where(line => line.TrimStart() is not ['|' or '#' or '!', ..]);

    /// <summary>A line without the parts that can't be wrapped: links and code.</summary>
    public static string WithoutUnbreakable(string line) => Unbreakable().Replace(line, "");

    private static string WithoutBlocks(string path) => Block().Replace(Read(path), "");

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Span();

    [GeneratedRegex(@"^ *```(\w*)\n(.*?)^ *```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"`[^`]*`|\[[^\]]*\]\([^)]*\)")]
    private static partial Regex Unbreakable();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchor();
}
