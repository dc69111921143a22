namespace LeerId.Testing;

/// <summary>A temporary folder of one test, deleted when the test ends.</summary>
public sealed class TemporaryData : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leerid-test-");

    public string Folder => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
