using System.Diagnostics;
using System.Reflection;

namespace LeerId.Infra.Tests.Bicep;

/// <summary>The Bicep CLI that the project file downloads.</summary>
internal static class BicepProgram
{
    private static readonly string ProgramPath = typeof(BicepProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "BicepPath").Value!;

    public static ProcessStartInfo StartInfo(params string[] arguments)
    {
        ProcessStartInfo info = new(ProgramPath, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        // No file needs a registry. The address of a proxy that doesn't answer proves it.
        info.Environment["HTTPS_PROXY"] = "http://127.0.0.1:9";
        info.Environment.Remove("AZURE_LOCATION");
        info.Environment.Remove("AZURE_ENV_NAME");
        info.Environment.Remove("LEERID_DOMAIN");
        return info;
    }

    /// <summary>Runs the program and returns its exit code and its standard error.</summary>
    public static async Task<(int ExitCode, string Errors)> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        using Process process = Process.Start(StartInfo(arguments))!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        string errors = await process.StandardError.ReadToEndAsync(cancellationToken);
        await output;
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, errors);
    }
}
