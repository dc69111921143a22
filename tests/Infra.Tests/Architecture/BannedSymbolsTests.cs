using System.Xml.Linq;
using LeerId.Infra.Tests.Documents;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LeerId.Infra.Tests.Architecture;

/// <summary>
/// The lists of banned symbols are effective. The analyzer silently ignores a line with an unknown symbol, and a list that no project includes.
/// </summary>
public sealed class BannedSymbolsTests
{
    private static readonly CSharpCompilation Core = CoreSource.Compile();

    public static TheoryData<string> Lists { get; } =
        [.. RepositoryFiles.All.Where(path => Path.GetFileName(path) == "BannedSymbols.txt")];

    [Theory]
    [MemberData(nameof(Lists))]
    public void Each_line_is_a_symbol_that_exists_and_what_to_use_instead(string list)
    {
        string[][] lines = [.. MarkdownFiles.Read(list).Split('\n').Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal))
            .Select(line => line.Split(';', 2))];
        Assert.NotEmpty(lines);
        Assert.All(lines, line =>
        {
            Assert.True(DocumentationCommentId.GetFirstSymbolForDeclarationId(line[0], Core) is not null, $"{list}: {line[0]} is no symbol.");
            Assert.True(line is [_, { Length: > 0 }], $"{list}: {line[0]} must be followed by a semicolon and what to use instead.");
        });
    }

    [Fact]
    public void Each_list_is_an_analyzers_file_of_the_folder_that_it_is_in() => Assert.All(Lists, row =>
    {
        string folder = Path.GetDirectoryName(row.Data)!;
        XElement root = XDocument.Load(MarkdownFiles.At(Path.Combine(folder, "Directory.Build.props"))).Root!;
        Assert.Single(root.Descendants("AdditionalFiles"), file => file.Attribute("Include")?.Value == "$(MSBuildThisFileDirectory)BannedSymbols.txt");
    });

    // MSBuild reads only the nearest Directory.Build.props by itself.
    [Fact]
    public void Each_folders_build_properties_import_those_of_the_root() => Assert.All(
        RepositoryFiles.All.Where(path => path.EndsWith("/Directory.Build.props", StringComparison.Ordinal)),
        path => Assert.Single(
            XDocument.Load(MarkdownFiles.At(path)).Root!.Elements("Import"),
            import => import.Attribute("Project")!.Value.Contains("../", StringComparison.Ordinal)));
}
