namespace LeerId.Infra.Tests.Documents;

/// <summary>No line of code is longer than .editorconfig allows, which the formatter doesn't check, and documents are wrapped.</summary>
public sealed class LineLengthTests
{
    private const int Limit = 160;
    private const int DocumentLimit = 120;

    // The lines of JSON, drawings, lists, the solution and tables in Markdown can't be broken.
    private static readonly string[] Unlimited = ["md", "json", "svg", "txt", "sln"];

    [Fact]
    public void No_line_is_longer_than_160_characters()
    {
        string[] tooLong =
        [
            .. from path in RepositoryFiles.All
               where !Unlimited.Append("png").Contains(Path.GetExtension(path).TrimStart('.'))
               from line in MarkdownFiles.Read(path).Split('\n').Index()
               where line.Item.Length > Limit
               select $"{path}:{line.Index + 1}",
        ];
        Assert.True(tooLong.Length == 0, string.Join(Environment.NewLine, tooLong));
    }

    public static TheoryData<string> Documents => MarkdownFiles.All;

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_is_wrapped_at_120_characters(string document) =>
        Assert.DoesNotContain(MarkdownFiles.Wrappable(document), line => MarkdownFiles.WithoutUnbreakable(line).Length > DocumentLimit);

    [Fact]
    public void Editors_know_the_same_limit()
    {
        string[] sections = MarkdownFiles.Read(".editorconfig").Split("\n[");
        string all = Assert.Single(sections, section => section.StartsWith("*]\n", StringComparison.Ordinal));
        Assert.Contains($"\nmax_line_length = {Limit}\n", all, StringComparison.Ordinal);
        Assert.Contains(sections, section => section.StartsWith($"*.{{{string.Join(',', Unlimited)}}}]\nmax_line_length = off\n", StringComparison.Ordinal));
    }
}
