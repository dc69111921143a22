using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Storage;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using LeerId.Storage;

namespace LeerId.Archive;

/// <summary>
/// Writes one file, block by block, so that it needs only a few megabytes of memory. The file appears as a whole when it is committed, unless a file with
/// its name exists. Storage deletes uncommitted blocks after a week.
/// </summary>
internal sealed class ArchiveFileWriter : IDisposable
{
    private const int BlockBytes = 4 * 1024 * 1024;

    private static readonly BlockBlobStageBlockOptions Checked = new()
    {
        TransferValidation = new UploadTransferValidationOptions { ChecksumAlgorithm = StorageChecksumAlgorithm.MD5 },
    };

    private readonly BlockBlobClient _blob;
    private readonly TableName _table;
    private readonly ArchiveRun _run;
    private readonly ArrayBufferWriter<byte> _buffer = new(BlockBytes);
    private readonly Utf8JsonWriter _json;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<string> _blocks = [];
    // Another run may write the same file at the same time. Unique names keep the blocks of both runs apart.
    private readonly Guid _blockPrefix = Guid.NewGuid();
    private long _rows;
    private long _bytes;

    public ArchiveFileWriter(BlockBlobClient blob, TableName table, ArchiveRun run)
    {
        _blob = blob;
        _table = table;
        _run = run;
        _json = new Utf8JsonWriter(_buffer);
    }

    /// <summary>Adds a row.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="InvalidDataException">Table Storage doesn't have the type of a value.</exception>
    public async ValueTask AddAsync(TableEntity row, CancellationToken cancellationToken)
    {
        ArchiveLine.Write(_json, _table, row);
        await _json.FlushAsync(cancellationToken);
        _json.Reset();
        _buffer.Write("\n"u8);
        _rows++;
        if (_buffer.WrittenCount >= BlockBytes)
            await StageAsync(cancellationToken);
    }

    /// <summary>Sends the remaining rows. Returns the description of the file after the commit; null if no row was added.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    public async Task<ArchiveFile?> CompleteAsync(CancellationToken cancellationToken)
    {
        if (_rows == 0)
            return null;
        if (_buffer.WrittenCount > 0)
            await StageAsync(cancellationToken);
        return new ArchiveFile(_blob.Name, _table, _rows, _bytes, Convert.ToHexStringLower(_hash.GetCurrentHash()), _run.At);
    }

    /// <summary>Commits the file; false if a file with its name exists, possibly this same file if the response to an earlier attempt was lost.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    public async Task<bool> TryCommitAsync(CancellationToken cancellationToken)
    {
        CommitBlockListOptions insertOnly = new()
        {
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            HttpHeaders = new BlobHttpHeaders { ContentType = "application/jsonl" },
        };
        try
        {
            await _blob.CommitBlockListAsync(_blocks, insertOnly, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (ArchiveStore.IsAlreadyThere(exception))
        {
            return false;
        }
    }

    public void Dispose()
    {
        _json.Dispose();
        _hash.Dispose();
    }

    private async Task StageAsync(CancellationToken cancellationToken)
    {
        _hash.AppendData(_buffer.WrittenSpan);
        _bytes += _buffer.WrittenCount;
        // All block ids of a blob must have the same length.
        string id = Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{_blockPrefix:N}{_blocks.Count:d6}")));
        MemoryMarshal.TryGetArray(_buffer.WrittenMemory, out ArraySegment<byte> block);
        using MemoryStream content = new(block.Array!, block.Offset, block.Count, writable: false);
        await _blob.StageBlockAsync(id, content, Checked, cancellationToken);
        _blocks.Add(id);
        _buffer.ResetWrittenCount();
    }
}
