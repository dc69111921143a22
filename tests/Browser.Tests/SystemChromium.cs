namespace LeerId.Browser.Tests;

/// <summary>The Chromium that is installed on this machine. The tests download none.</summary>
internal static class SystemChromium
{
    /// <summary>The environment variable with the path of Chromium if it isn't on the PATH.</summary>
    private const string Variable = "CHROMIUM";

    private static readonly string[] Names = OperatingSystem.IsWindows()
        ? ["chrome.exe", "msedge.exe"]
        : ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    public const string Absence = $"There is no Chromium here: put chromium or google-chrome on the PATH, or name it in the environment variable {Variable}.";

    /// <summary>The path of Chromium; null if there is none.</summary>
    public static string? Executable { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
        ? named
        : (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
}
