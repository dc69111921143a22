namespace LeerId.Testing;

/// <summary>A folder of a test's own, removed at its end.</summary>
public sealed class TemporaryData : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leerid-test-");

    public string Folder => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
