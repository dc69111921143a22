namespace LeerId.LocalServices;

/// <summary>A folder that one process at a time may use; given back when the process ends, however it ends.</summary>
public static class FolderLock
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <summary>Null: someone else has it.</summary>
    public static FileStream? TryTake(string folder)
    {
        string path = Path.Combine(folder, ".lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>Waits for whoever has it.</summary>
    public static async Task<FileStream> TakeAsync(string folder, CancellationToken cancellationToken)
    {
        FileStream? taken;
        while ((taken = TryTake(folder)) is null)
            await Task.Delay(Poll, TimeProvider.System, cancellationToken);
        return taken;
    }
}
