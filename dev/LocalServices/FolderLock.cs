namespace LeerId.LocalServices;

/// <summary>A lock on a folder, for one process at a time. The lock is released when the process ends, in whatever way.</summary>
public static class FolderLock
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <summary>Takes the lock; null if another process has it.</summary>
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

    /// <summary>Takes the lock, and waits while another process has it.</summary>
    public static async Task<FileStream> TakeAsync(string folder, CancellationToken cancellationToken)
    {
        FileStream? taken;
        while ((taken = TryTake(folder)) is null)
            await Task.Delay(Poll, TimeProvider.System, cancellationToken);
        return taken;
    }
}
