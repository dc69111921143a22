using System.Diagnostics;
using LeerId.Infra.Tests.Bicep;

namespace LeerId.Infra.Tests.Documents;

/// <summary>The files that git tracks, and new files that it doesn't ignore. The output of builds and tests is not included.</summary>
internal static class RepositoryFiles
{
    /// <summary>The paths from the root, with slashes, in alphabetical order.</summary>
    public static IReadOnlyList<string> All { get; } = List();

    private static string[] List()
    {
        using Process git = new()
        {
            StartInfo = new ProcessStartInfo("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            {
                WorkingDirectory = BicepFolder.Repository,
                RedirectStandardOutput = true,
            },
        };
        git.Start();
        string output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        // A file can be deleted on disk but still be in the index.
        return [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(path => File.Exists(MarkdownFiles.At(path))).Distinct().Order(StringComparer.Ordinal)];
    }
}
