using System.Diagnostics;
using LeerId.Infra.Tests.Bicep;

namespace LeerId.Infra.Tests.Scripts;

/// <summary>Runs a script with an <c>az</c> and a <c>curl</c> that answer as a test says, and notes how they were called.</summary>
internal sealed class ScriptRun : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leerid-script-");

    /// <summary>Everything that the script called, a line per call, in order.</summary>
    public IReadOnlyList<string> Calls => File.Exists(CallsPath) ? File.ReadAllLines(CallsPath) : [];

    public string Output { get; private set; } = "";

    public string Errors { get; private set; } = "";

    private string CallsPath => Path.Combine(_folder.FullName, "calls");

    /// <summary>Runs it to its end.</summary>
    /// <param name="answers">The branches of a case in Bash over the arguments, such as <c>"keyvault list"*) echo id ;;</c>.</param>
    /// <param name="script">Its name in the folder scripts.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(string answers, string script, params string[] arguments)
    {
        Put("az", answers);
        Put("curl", "*) true ;;");
        ProcessStartInfo info = new(Path.Combine(BicepFolder.Repository, "scripts", script), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment["PATH"] = $"{_folder.FullName}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        info.Environment["CREATE_KEYS_TRIES"] = "3";
        info.Environment["CREATE_KEYS_PAUSE"] = "0";
        info.Environment.Remove("TF_BUILD");
        using Process process = Process.Start(info)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Errors = await errors;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Put(string program, string answers)
    {
        string path = Path.Combine(_folder.FullName, program);
        File.WriteAllText(
            path, $"#!/usr/bin/env bash\ncalls='{CallsPath}'\necho \"{program} $*\" >> \"$calls\"\ncase \"$*\" in\n{answers}\n*) exit 1 ;;\nesac\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
