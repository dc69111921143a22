using LeerId.Infra.Tests.Bicep;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeerId.Infra.Tests.Architecture;

/// <summary>A place in Core that uses another namespace of Core.</summary>
/// <param name="From">The namespace of the place, below <c>LeerId</c>.</param>
/// <param name="To">The namespace that is used.</param>
/// <param name="Where">The file, the line and the name that is used.</param>
internal sealed record Dependency(string From, string To, string Where);

/// <summary>
/// The source of Core as the compiler sees it. The compiled assembly is not enough: the compiler copies constants, and the assembly does not
/// record their origin.
/// </summary>
internal static class CoreSource
{
    private const string Root = "LeerId";

    // The namespaces that ImplicitUsings in the project file adds.
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview, DocumentationMode.Parse);

    public static string Folder { get; } = Path.Combine(BicepFolder.Repository, "src", "Core");

    /// <summary>The compilation of every file of Core.</summary>
    public static CSharpCompilation Compile()
    {
        IEnumerable<SyntaxTree> files = Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories).Where(IsSource)
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), ParseOptions, Path.GetRelativePath(Folder, file)));
        // These are the assemblies of the running test. It references Core, and therefore everything that Core references.
        IEnumerable<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) != $"{Root}.Core")
            .Select(path => MetadataReference.CreateFromFile(path));
        return CSharpCompilation.Create(
            "Core", files.Append(Parse(ImplicitUsings)), references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    public static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source, ParseOptions, "Addition.cs");

    /// <summary>Every use of one namespace of Core in another.</summary>
    public static IEnumerable<Dependency> Dependencies(CSharpCompilation compilation) =>
        compilation.SyntaxTrees.SelectMany(tree => Dependencies(compilation, tree));

    /// <summary>Every use of one namespace of Core in another, in one file.</summary>
    public static IEnumerable<Dependency> Dependencies(CSharpCompilation compilation, SyntaxTree tree)
    {
        SemanticModel model = compilation.GetSemanticModel(tree);
        foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Where(IsUse))
        {
            if (model.GetSymbolInfo(name).Symbol is not { } symbol || Owner(symbol, compilation) is not { } to
                || NamespaceAt(name) is not { } from || from == to)
                continue;
            int line = tree.GetLineSpan(name.Span).StartLinePosition.Line + 1;
            yield return new Dependency(from, to, $"{tree.FilePath}:{line} {name.Identifier.Text}");
        }
    }

    /// <summary>The namespaces that have a file, below <c>LeerId</c>.</summary>
    public static IReadOnlySet<string> Namespaces(CSharpCompilation compilation) => compilation.SyntaxTrees
        .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>()).Select(declaration => Below(declaration.Name.ToString()))
        .ToHashSet();

    /// <summary>Whether a file below <see cref="Folder"/> is a source file, and not the output of a build.</summary>
    public static bool IsSource(string file) =>
        !Path.GetRelativePath(Folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj");

    // A namespace name by itself is no use of the namespace. The name after it is.
    private static bool IsUse(SimpleNameSyntax name) => !name.Ancestors().Any(node => node is UsingDirectiveSyntax)
        && !name.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Any(declaration => declaration.Name.Span.Contains(name.Span));

    private static string? Owner(ISymbol symbol, CSharpCompilation compilation) => symbol switch
    {
        INamespaceSymbol => null,
        _ when !SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly) => null,
        _ => Below(symbol.ContainingNamespace.ToDisplayString()),
    };

    private static string? NamespaceAt(SimpleNameSyntax name) =>
        name.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault() is { } declaration ? Below(declaration.Name.ToString()) : null;

    private static string Below(string name) => name == Root ? "" : name[(Root.Length + 1)..];
}
