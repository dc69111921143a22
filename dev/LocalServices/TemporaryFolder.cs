namespace LeerId.LocalServices;

/// <summary>A new folder in the system's temporary folder, deleted at the end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("leerid-").FullName;

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A service that had to be killed can hold files for a moment. The system itself cleans up its temporary folder.
        }
    }
}
