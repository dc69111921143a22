using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LeerId.Infra.Tests.Architecture;

/// <summary>Core has models and texts. Everything that a browser shows is in <c>src/Pages</c>.</summary>
public sealed partial class CoreContentTests
{
    [Fact]
    public void Core_has_no_file_for_a_browser() => Assert.DoesNotContain(
        Directory.EnumerateFiles(CoreSource.Folder, "*", SearchOption.AllDirectories).Where(CoreSource.IsSource),
        file => Path.GetExtension(file) is ".html" or ".cshtml" or ".razor" or ".css" or ".js" or ".svg");

    [Fact]
    public void No_text_in_Core_is_HTML() => Assert.Empty(CoreSource.Compile().SyntaxTrees.SelectMany(Markup));

    [Theory]
    [InlineData("\"<p>tekst</p>\"")]
    [InlineData("$\"tekst {1}<br/>\"")]
    [InlineData("\"\"\"<a href=\"/\">tekst</a>\"\"\"")]
    public void Text_that_is_HTML_is_noticed(string text) => Assert.NotEmpty(Markup(CoreSource.Parse($"class Addition {{ string Text = {text}; }}")));

    private static IEnumerable<string> Markup(SyntaxTree file) => file.GetRoot().DescendantTokens()
        .Where(token => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.Utf8StringLiteralToken
            or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken)
        .Where(token => Tag().IsMatch(token.Text))
        .Select(token => $"{file.FilePath}: {token.Text}");

    [GeneratedRegex("</?[a-z][a-z0-9]*[ />]", RegexOptions.IgnoreCase)]
    private static partial Regex Tag();
}
