using System.Diagnostics;
using LeerId.Infra.Tests.Bicep;

namespace LeerId.Infra.Tests.Pipeline;

/// <summary>Runs a script of the repository.</summary>
internal static class Script
{
    /// <summary>Gives the exit code and what was printed to standard output.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string name, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("The scripts are for bash.");
        CancellationToken cancel = TestContext.Current.CancellationToken;
        ProcessStartInfo info = new(Path.Combine(BicepFolder.Repository, "scripts", name), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string variable, string value) in environment)
            info.Environment[variable] = value;
        using Process process = Process.Start(info)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(cancel);
        string output = await process.StandardOutput.ReadToEndAsync(cancel);
        await errors;
        await process.WaitForExitAsync(cancel);
        return (process.ExitCode, output.Trim());
    }
}
