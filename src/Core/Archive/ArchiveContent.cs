using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;

namespace LeerId.Archive;

/// <summary>The size and the hash of a file of the archive.</summary>
/// <param name="Rows">The number of lines.</param>
/// <param name="Bytes">The size in bytes.</param>
/// <param name="Sha256">The SHA-256 of the whole file, 64 lowercase hexadecimal digits.</param>
internal sealed record ArchiveContent(long Rows, long Bytes, string Sha256)
{
    private const byte LineEnd = (byte)'\n';

    /// <summary>Reads a file to its end, line by line, with only a small part of it in memory.</summary>
    /// <param name="file">The file.</param>
    /// <param name="each">Receives each line, without its line ending.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<ArchiveContent> ReadAsync(Stream file, Func<ReadOnlySequence<byte>, ValueTask> each, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long rows = 0, bytes = 0;
        PipeReader reader = PipeReader.Create(file, new StreamPipeReaderOptions(leaveOpen: true));
        while (true)
        {
            ReadResult result = await reader.ReadAsync(cancellationToken);
            ReadOnlySequence<byte> buffer = result.Buffer;
            while (buffer.PositionOf(LineEnd) is { } end)
            {
                ReadOnlySequence<byte> line = buffer.Slice(0, end);
                buffer = buffer.Slice(buffer.GetPosition(1, end));
                bytes += Append(hash, line) + 1;
                hash.AppendData([LineEnd]);
                rows++;
                await each(line);
            }

            if (result.IsCompleted)
            {
                // A truncated file ends with an incomplete line.
                bytes += Append(hash, buffer);
                await reader.CompleteAsync();
                return new ArchiveContent(rows, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static long Append(IncrementalHash hash, ReadOnlySequence<byte> bytes)
    {
        foreach (ReadOnlyMemory<byte> piece in bytes)
            hash.AppendData(piece.Span);
        return bytes.Length;
    }
}
