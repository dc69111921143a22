using System.Diagnostics;
using LeerId.Infra.Tests.Bicep;
using LeerId.LocalServices;

namespace LeerId.Infra.Tests.Alerts;

/// <summary>Kusto's own parser reports no fault in the queries of the alerts, given the columns of Azure Monitor's tables.</summary>
public sealed class KustoTests : IDisposable
{
    private static readonly string Alerts = Path.Combine(BicepFolder.InRepository, "modules", "alerts");
    private static readonly string Programs = Path.Combine(BicepFolder.Repository, "tests", "Infra.Tests", "Alerts", "Kusto");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leerid-test-");

    [Fact]
    public async Task No_query_has_a_diagnostic() => Assert.Equal("", await CheckAsync(Directory.GetFiles(Alerts, "*.kql")));

    [Theory]
    [InlineData("AppTraces\n| where EventId == 1002", "EventId")]
    [InlineData("AppTrace\n| count", "AppTrace")]
    [InlineData("AppTraces\n| where toint(Properties.EventId) in 1002", "in.kql")]
    public async Task Wrong_query_has_a_diagnostic(string query, string diagnostic)
    {
        string file = Path.Combine(_folder.FullName, "in.kql");
        await File.WriteAllTextAsync(file, query, TestContext.Current.CancellationToken);
        Assert.Contains(diagnostic, await CheckAsync(file), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<string> CheckAsync(params string[] queries)
    {
        NodePackages packages = await NodePackages.InstallAsync(Programs, cancellationToken: TestContext.Current.CancellationToken);
        ProcessStartInfo check = new(
            "node",
            [Path.Combine(Programs, "check.cjs"), Path.Combine(packages.Folder, "node_modules"), Path.Combine(Programs, "tables.json"), .. queries])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(check)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((0, ""), (process.ExitCode, await errors));
        return output;
    }
}
