using LeerId.LocalServices;

namespace LeerId.Clients.Tests;

/// <summary>docs/integrate.md has the code of each client, exactly as it runs here.</summary>
public sealed class IntegrateTests
{
    private const string Begin = "<documented>";
    private const string End = "</documented>";

    private static readonly string Document = Read("docs/integrate.md");

    public static TheoryData<string> Clients => [.. AllClients.All.Select(client => client.Name)];

    [Theory]
    [MemberData(nameof(Clients))]
    public void Document_has_the_code_that_runs(string name)
    {
        Client client = AllClients.All.Single(client => client.Name == name);
        string section = Assert.Single(Sections(), section => section.Contains($"`{client.Package}`", StringComparison.Ordinal));
        Assert.Contains($"`{client.Authentication}`", section, StringComparison.Ordinal);
        Assert.Contains($"\n{Documented(client.Source)}\n```\n", section, StringComparison.Ordinal);
    }

    [Fact]
    public void Document_has_no_code_that_does_not_run() => Assert.Equal(AllClients.All.Count, Document.Split("\n```").Length / 2);

    private static IEnumerable<string> Sections() => Document.Split("\n### ").Skip(1);

    private static string Documented(string source)
    {
        string[] lines = [.. Read(source).Split('\n')
            .SkipWhile(line => !line.Contains(Begin, StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => !line.Contains(End, StringComparison.Ordinal))];
        Assert.NotEmpty(lines);
        int indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart(' ').Length);
        return string.Join('\n', lines.Select(line => line.Length > 0 ? line[indent..] : line));
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(RepositoryRoot.Find(), path)).ReplaceLineEndings("\n");
}
