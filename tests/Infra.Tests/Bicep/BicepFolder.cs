namespace LeerId.Infra.Tests.Bicep;

/// <summary>A copy of infra/bicep that a test may change.</summary>
internal sealed class BicepFolder : IDisposable
{
    public BicepFolder()
    {
        foreach (string file in Directory.EnumerateFiles(InRepository, "*", SearchOption.AllDirectories))
        {
            string copy = System.IO.Path.Combine(Path, System.IO.Path.GetRelativePath(InRepository, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public static string Repository { get; } = FindRepository();

    public static string InRepository { get; } = System.IO.Path.Combine(Repository, "infra", "bicep");

    public string Path { get; } = Directory.CreateTempSubdirectory("leerid-").FullName;

    /// <summary>Replaces a text that occurs exactly once in the file.</summary>
    public void Replace(string file, string text, string replacement)
    {
        string path = System.IO.Path.Combine(Path, file);
        string[] parts = File.ReadAllText(path).Split(text);
        Assert.True(parts.Length == 2, $"{file} has this {parts.Length - 1} times: {text}");
        File.WriteAllText(path, string.Join(replacement, parts));
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static string FindRepository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "LeerIdFunctions.sln")))
                return folder.FullName;

        throw new DirectoryNotFoundException($"No LeerIdFunctions.sln in {AppContext.BaseDirectory} or a folder above it.");
    }
}
