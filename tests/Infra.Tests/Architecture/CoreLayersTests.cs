using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LeerId.Infra.Tests.Architecture;

/// <summary>Core keeps to its layers: a namespace uses only namespaces of lower layers.</summary>
public sealed class CoreLayersTests
{
    private static readonly IReadOnlyDictionary<string, int> Layers = LayerTable.Read();
    private static readonly CSharpCompilation Core = CoreSource.Compile();

    [Fact]
    public void The_table_names_each_namespace_of_Core_and_no_other() =>
        Assert.Equal(CoreSource.Namespaces(Core).Order(), Layers.Keys.Order());

    [Fact]
    public void A_namespace_uses_lower_layers_only()
    {
        string[] upward = [.. Upward(CoreSource.Dependencies(Core))];
        Assert.True(upward.Length == 0, string.Join(Environment.NewLine, upward));
    }

    // If the compiler can't resolve a name, this test misses the dependency.
    [Fact]
    public void The_compiler_finds_every_name_in_the_source_of_Core() => Assert.Empty(
        Core.GetDeclarationDiagnostics(TestContext.Current.CancellationToken)
            .Where(fault => fault.Id is "CS0246" or "CS0234" or "CS0103").Select(fault => fault.ToString()));

    [Theory]
    [InlineData("public LeerId.SignIn.AcmOptions? Options;")]
    [InlineData("public const string Constant = LeerId.PrivacyLog.PrivacyLogEntry.Pupil;")]
    [InlineData("public static string Extension(LeerId.Schools.SchoolNumber number) => number.ToString();")]
    [InlineData("public LeerId.Calendar.CalendarPeriod TheSameLayer;")]
    public void A_dependency_on_the_same_or_a_higher_layer_is_noticed(string member)
    {
        SyntaxTree file = CoreSource.Parse($"namespace LeerId.Storage; public sealed class Upward {{ {member} }}");
        IEnumerable<Dependency> dependencies = CoreSource.Dependencies(Core.AddSyntaxTrees(file), file);
        Assert.NotEmpty(Upward(dependencies));
    }

    private static IEnumerable<string> Upward(IEnumerable<Dependency> dependencies) => dependencies
        .Where(use => Layers.GetValueOrDefault(use.From) <= Layers.GetValueOrDefault(use.To))
        .Select(use => $"{use.From} uses {use.To}: {use.Where}").Distinct();
}
