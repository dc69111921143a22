namespace LeerId.Functions.Tests.LocalServices;

/// <summary>The files of an npm project.</summary>
internal static class NpmProject
{
    /// <summary>The lock file of a project without packages.</summary>
    public static string Lock(string version) => $$"""
        {
          "name": "x",
          "version": "{{version}}",
          "lockfileVersion": 3,
          "requires": true,
          "packages": { "": { "name": "x", "version": "{{version}}" } }
        }
        """;

    public static async Task WriteAsync(DirectoryInfo root, string package, string packageLock, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Path.Combine(root.FullName, "package.json"), package, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(root.FullName, "package-lock.json"), packageLock, cancellationToken);
    }
}
