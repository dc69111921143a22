namespace LeerId.LocalServices;

/// <summary>A folder of its own under the system's temporary folder, removed at the end.</summary>
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
            // A service that had to be killed can hold files for a moment; the system clears its temporary folder itself.
        }
    }
}
