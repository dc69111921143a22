using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace LeerId.Archive;

/// <summary>The contents of a container of the archive, according to its manifests.</summary>
/// <param name="Container">The container.</param>
/// <param name="Blobs">The client that reads its files.</param>
/// <param name="Manifests">The manifests that can be read, oldest first.</param>
/// <param name="Files">The files to restore: for a table that is archived as a whole, only the newest.</param>
/// <param name="Unlisted">The number of files in no manifest. An interrupted run wrote them, and the next run archived their rows again.</param>
/// <param name="Faults">The faults of the manifests, each in a sentence.</param>
internal sealed record ArchiveCatalog(
    ArchiveContainer Container, BlobContainerClient Blobs, IReadOnlyList<StoredManifest> Manifests, IReadOnlyList<ArchiveFile> Files, int Unlisted,
    IReadOnlyList<string> Faults)
{
    /// <summary>Reads the manifests of a container.</summary>
    /// <exception cref="RequestFailedException">Storage refused, or the container doesn't exist.</exception>
    public static async Task<ArchiveCatalog> ReadAsync(BlobServiceClient archive, ArchiveContainer container, CancellationToken cancellationToken)
    {
        BlobContainerClient blobs = archive.GetBlobContainerClient(container.Name);
        // Sorted by storage's own clock, because the app's clock may have been fast for a while.
        List<string> names = [.. (await blobs.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix: null, cancellationToken)
            .Select(blob => (blob.Name, blob.Properties.CreatedOn)).ToListAsync(cancellationToken)).OrderBy(blob => blob.CreatedOn).Select(blob => blob.Name)];
        ILookup<bool, string> byKind = names.ToLookup(name => name.StartsWith(ArchiveStore.ManifestFolder, StringComparison.Ordinal));
        List<string> faults = [];
        List<StoredManifest> manifests = [];
        foreach (string name in byKind[true])
        {
            try
            {
                manifests.Add(await ArchiveStore.ReadManifestAsync(blobs, name, cancellationToken));
            }
            catch (InvalidDataException)
            {
                faults.Add($"{container.Name}/{name} can't be read as a manifest, so the files that only it lists can't be restored.");
            }
        }

        CheckChain(container, manifests, byKind[true], faults);
        Dictionary<string, ArchiveFile> listed = [];
        foreach (ArchiveFile file in manifests.SelectMany(manifest => manifest.Manifest.Files))
        {
            if (!listed.TryAdd(file.Name, file) && listed[file.Name].Sha256 != file.Sha256)
                faults.Add($"{container.Name}/{file.Name} has one hash in one manifest and another in the next: somebody changed it between two runs.");
        }

        IEnumerable<ArchiveFile> changes = listed.Values.Where(file => !ArchiveContainer.IsWhole(file.Table));
        return new ArchiveCatalog(
            container, blobs, manifests, [.. changes, .. manifests.LastOrDefault()?.Manifest.Whole ?? []],
            byKind[false].Count(name => !listed.ContainsKey(name)), faults);
    }

    /// <summary>Compares each manifest with its hash in the next one. A manifest from before the oldest one has passed its retention period.</summary>
    private static void CheckChain(ArchiveContainer container, List<StoredManifest> manifests, IEnumerable<string> names, List<string> faults)
    {
        HashSet<string> existing = [.. names];
        Dictionary<string, string> hashes = manifests.ToDictionary(manifest => manifest.Reference.Name, manifest => manifest.Reference.Sha256);
        foreach (ArchiveReference previous in manifests.Select(manifest => manifest.Manifest.Previous).OfType<ArchiveReference>().Distinct())
        {
            if (hashes.TryGetValue(previous.Name, out string? hash) && hash != previous.Sha256)
                faults.Add($"{container.Name}/{previous.Name} has another hash than the manifest after it says: somebody changed it.");
            else if (!existing.Contains(previous.Name) && string.CompareOrdinal(previous.Name, manifests[0].Reference.Name) > 0)
                faults.Add($"{container.Name}/{previous.Name} is missing, and the manifest after it names it.");
        }
    }
}
