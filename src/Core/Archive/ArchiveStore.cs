using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Archive;

/// <summary>The files and manifests of the archive. They are only added, never changed or deleted.</summary>
public sealed class ArchiveStore([FromKeyedServices(StorageAccount.Archive)] StorageAccount storage)
{
    /// <summary>The folder of the manifests in each container.</summary>
    internal const string ManifestFolder = "manifests/";

    private readonly Dictionary<string, StorageContainer> _containers =
        ArchiveContainer.All.ToDictionary(container => container.Name, container => storage.Container(container.Name));

    /// <summary>
    /// Whether storage says that a blob with that name exists. Storage uses a different error code if an immutability policy protects the blob.
    /// </summary>
    internal static bool IsAlreadyThere(RequestFailedException exception) =>
        exception is { Status: 409, ErrorCode: "BlobAlreadyExists" or "BlobImmutableDueToPolicy" } or { Status: 412 };

    /// <summary>Reads the newest manifest of a container from before a moment; null if there is none.</summary>
    /// <param name="container">The container.</param>
    /// <param name="now">The moment. Later manifests, written while a clock was fast, are ignored, because they would hide later changes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="InvalidDataException">The manifest can't be read.</exception>
    internal async Task<StoredManifest?> NewestManifestAsync(ArchiveContainer container, DateTimeOffset now, CancellationToken cancellationToken)
    {
        BlobContainerClient blobs = await BlobsAsync(container, cancellationToken);
        string limit = $"{ManifestFolder}{ArchiveRun.Sortable(now)}";
        string? newest = null;
        await foreach (BlobItem blob in blobs.GetBlobsAsync(BlobTraits.None, BlobStates.None, ManifestFolder, cancellationToken))
        {
            if (string.CompareOrdinal(blob.Name, limit) < 0)
                newest = blob.Name;
        }

        return newest is null ? null : await ReadManifestAsync(blobs, newest, cancellationToken);
    }

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="InvalidDataException">The manifest can't be read.</exception>
    internal static async Task<StoredManifest> ReadManifestAsync(BlobContainerClient blobs, string name, CancellationToken cancellationToken)
    {
        byte[] json = (await blobs.GetBlobClient(name).DownloadContentAsync(cancellationToken)).Value.Content.ToArray();
        return new StoredManifest(new ArchiveReference(name, HashOf(json)), ArchiveManifest.FromJson(json));
    }

    /// <summary>Adds the manifest of a run.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    internal async Task<ArchiveReference> AddManifestAsync(
        ArchiveContainer container, ArchiveRun run, ArchiveManifest manifest, CancellationToken cancellationToken)
    {
        BlobContainerClient blobs = await BlobsAsync(container, cancellationToken);
        string name = $"{ManifestFolder}{run.Id}.json";
        byte[] json = manifest.ToJson();
        try
        {
            await blobs.GetBlobClient(name).UploadAsync(
                BinaryData.FromBytes(json),
                new BlobUploadOptions
                {
                    Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
                    HttpHeaders = new BlobHttpHeaders { ContentType = "application/json" },
                },
                cancellationToken);
        }
        catch (RequestFailedException exception) when (IsAlreadyThere(exception))
        {
            // No other run has this name, so the existing manifest is this one: the response to an earlier attempt was lost.
        }

        return new ArchiveReference(name, HashOf(json));
    }

    /// <summary>Begins a file.</summary>
    /// <exception cref="RequestFailedException">The container does not exist, or storage refused.</exception>
    internal async Task<ArchiveFileWriter> BeginFileAsync(
        ArchiveContainer container, string name, TableName table, ArchiveRun run, CancellationToken cancellationToken) =>
        new((await BlobsAsync(container, cancellationToken)).GetBlockBlobClient(name), table, run);

    /// <summary>Reads an existing file and describes it; null if no file has this name.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    internal async Task<ArchiveFile?> FindFileAsync(
        ArchiveContainer container, string name, TableName table, ArchiveRun run, CancellationToken cancellationToken)
    {
        BlobClient blob = (await BlobsAsync(container, cancellationToken)).GetBlobClient(name);
        if (!await blob.ExistsAsync(cancellationToken))
            return null;

        await using Stream stream = await blob.OpenReadAsync(cancellationToken: cancellationToken);
        ArchiveContent content = await ArchiveContent.ReadAsync(stream, _ => ValueTask.CompletedTask, cancellationToken);
        return new ArchiveFile(name, table, content.Rows, content.Bytes, content.Sha256, run.At);
    }

    private static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private ValueTask<BlobContainerClient> BlobsAsync(ArchiveContainer container, CancellationToken cancellationToken) =>
        _containers[container.Name].GetAsync(cancellationToken);
}

/// <summary>A stored manifest.</summary>
/// <param name="Reference">Its name and its hash.</param>
/// <param name="Manifest">Its contents.</param>
internal sealed record StoredManifest(ArchiveReference Reference, ArchiveManifest Manifest);
