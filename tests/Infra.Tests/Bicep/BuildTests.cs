using System.Text.Json;
using System.Text.RegularExpressions;

namespace LeerId.Infra.Tests.Bicep;

/// <summary>Every file builds and passes the linter without any file from outside.</summary>
public sealed partial class BuildTests
{
    public static IEnumerable<TheoryDataRow<string>> Files => Directory
        .EnumerateFiles(BicepFolder.InRepository, "*.bicep*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".bicep" or ".bicepparam")
        .Select(file => new TheoryDataRow<string>(Path.GetRelativePath(BicepFolder.InRepository, file)));

    // The result depends on the day of the build (bicepconfig.json).
    private const string AgeWarning = " Warning use-recent-api-versions:";

    [Theory]
    [InlineData("lint", "**/*.bicep")]
    [InlineData("lint", "*.bicepparam")]
    [InlineData("build", "**/*.bicep")]
    [InlineData("build-params", "*.bicepparam")]
    public async Task Every_file_builds_and_lints_without_a_message(string command, string pattern)
    {
        using BicepFolder folder = new();
        (int exitCode, string errors) = await BicepProgram.RunAsync(
            TestContext.Current.CancellationToken, command, "--pattern", Path.Combine(folder.Path, pattern));
        Assert.Equal("", string.Join('\n', errors.Split('\n').Where(line => !line.Contains(AgeWarning, StringComparison.Ordinal))).Trim());
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public void No_version_of_an_API_is_used_that_is_known_to_stop()
    {
        Retirement[] retirements = JsonSerializer.Deserialize<Retirement[]>(
            File.ReadAllText(Path.Combine(BicepFolder.InRepository, "retirements.json")), JsonSerializerOptions.Web)!;
        (string Type, string Version)[] used =
        [
            .. Directory.EnumerateFiles(BicepFolder.InRepository, "*.bicep", SearchOption.AllDirectories)
                .SelectMany(file => ApiVersion().Matches(File.ReadAllText(file))).Select(match => (match.Groups[1].Value, match.Groups[2].Value)),
        ];
        Assert.NotEmpty(used);
        Assert.All(retirements, retirement => Assert.Contains(used, resource => resource.Type == retirement.Type));
        Assert.Empty(
            from resource in used
            from retirement in retirements
            where resource.Type == retirement.Type && string.CompareOrdinal(resource.Version, retirement.Before) < 0
            select $"{resource.Type}@{resource.Version} stops on {retirement.Stops}.");
    }

    [Fact]
    public async Task The_linter_is_on()
    {
        using BicepFolder folder = new();
        await File.AppendAllTextAsync(Path.Combine(folder.Path, "main.bicep"), "\nparam unused string\n", TestContext.Current.CancellationToken);
        (int exitCode, string errors) = await BicepProgram.RunAsync(TestContext.Current.CancellationToken, "lint", Path.Combine(folder.Path, "main.bicep"));
        Assert.Contains("Error no-unused-params", errors, StringComparison.Ordinal);
        Assert.NotEqual(0, exitCode);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_takes_no_module_from_a_registry(string file) =>
        Assert.DoesNotMatch("'(br|ts)[:/]", File.ReadAllText(Path.Combine(BicepFolder.InRepository, file)));

    [Theory]
    [MemberData(nameof(Files))]
    public void No_warning_is_silenced(string file) =>
        Assert.DoesNotContain("#disable", File.ReadAllText(Path.Combine(BicepFolder.InRepository, file)), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_parameter_and_output_is_described(string file)
    {
        if (Path.GetExtension(file) == ".bicepparam")
            return;
        string text = File.ReadAllText(Path.Combine(BicepFolder.InRepository, file));
        Assert.All(Declaration().Matches(text), match => Assert.Contains("@description(", match.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void The_developer_cli_takes_the_dev_environment()
    {
        string[] lines = [.. File.ReadAllLines(Path.Combine(BicepFolder.Repository, "azure.yaml")).Select(line => line.Trim())];
        Assert.Contains("path: infra/bicep", lines);
        Assert.Contains("module: dev", lines);
        Assert.Contains("functions:", lines);
        Assert.Contains("project: src/Functions", lines);
        Assert.Contains("host: function", lines);
        Assert.True(File.Exists(Path.Combine(BicepFolder.InRepository, "dev.bicepparam")));
    }

    // A declaration, with its decorators up to the blank line above them.
    [GeneratedRegex(@"(?:^(?!$).+\n)*^(?:param|output) .*$", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"'(Microsoft\.[A-Za-z./]+)@([0-9a-z-]+)'")]
    private static partial Regex ApiVersion();

    /// <summary>API versions with an announced end.</summary>
    private sealed record Retirement(string Type, string Before, string Stops, string Source);
}
