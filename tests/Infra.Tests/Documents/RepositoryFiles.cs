using System.Diagnostics;
using LeerId.Infra.Tests.Bicep;

namespace LeerId.Infra.Tests.Documents;

/// <summary>The files that git tracks, and new ones that it doesn't ignore. What builds and tests leave behind isn't among them.</summary>
internal static class RepositoryFiles
{
    /// <summary>Paths from the root, with slashes, in order.</summary>
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
        // A file that was deleted but not yet from the index is no longer there.
        return [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(path => File.Exists(MarkdownFiles.At(path))).Distinct().Order(StringComparer.Ordinal)];
    }
}
