namespace LeerId.Schools.Import;

/// <summary>Reads a file into memory, up to a length.</summary>
internal static class SchoolFileReader
{
    /// <summary>The file; null when it is longer, and then no more than that is read.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream file, int maximumBytes, CancellationToken cancellationToken)
    {
        using MemoryStream read = new();
        byte[] buffer = new byte[64 * 1024];
        while (await file.ReadAsync(buffer, cancellationToken) is > 0 and int count)
        {
            if (read.Length + count > maximumBytes)
                return null;
            read.Write(buffer, 0, count);
        }

        return read.GetBuffer().AsMemory(0, (int)read.Length);
    }
}
