using System.Globalization;
using System.Text.RegularExpressions;

namespace LeerId.Infra.Tests.Documents;

/// <summary>docs/protocol-trace.md names every article, and only code and tests that exist.</summary>
public sealed partial class ProtocolTraceTests
{
    private const string Document = "docs/protocol-trace.md";

    private static readonly string[][] Rows =
    [
        .. MarkdownFiles.Read(Document).Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(2)
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)),
    ];

    private static readonly string[] TestFiles = Directory.GetFiles(MarkdownFiles.At("tests"), "*Tests.cs", SearchOption.AllDirectories);

    [Fact]
    public void Trace_names_every_article_in_order()
    {
        int[] articles = [.. Rows.Where(row => int.TryParse(row[0], out _)).Select(row => int.Parse(row[0], CultureInfo.InvariantCulture))];
        Assert.Equal(Enumerable.Range(1, 11), articles.Distinct());
        Assert.Equal(articles.Order(), articles);
    }

    [Fact]
    public void Trace_names_only_existing_code() => Assert.All(Names(2), name => Assert.True(
        new[] { $"src/Core/{name}", $"src/{name}" }.Any(path => Directory.Exists(MarkdownFiles.At(path)) || File.Exists(MarkdownFiles.At($"{path}.cs"))),
        name));

    [Fact]
    public void Trace_names_only_existing_test_classes() => Assert.All(Names(3), name =>
    {
        string[] parts = name.Split('.');
        string file = Assert.Single(TestFiles, file => file.Replace('\\', '/').EndsWith($"/{parts[0]}.cs", StringComparison.Ordinal));
        if (parts.Length > 1)
            Assert.Contains($" {parts[1]}(", File.ReadAllText(file), StringComparison.Ordinal);
    });

    [Fact]
    public void What_code_does_is_shown_by_a_test() =>
        Assert.All(Rows.Where(row => row[2].Length > 0), row => Assert.Contains('`', row[3]));

    private static IEnumerable<string> Names(int column) => Rows.SelectMany(row => Span().Matches(row[column])).Select(match => match.Groups[1].Value);

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Span();
}
