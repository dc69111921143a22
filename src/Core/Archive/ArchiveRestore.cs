using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using LeerId.Storage;

namespace LeerId.Archive;

/// <summary>The tables and the options of a restore.</summary>
/// <param name="Tables">The tables to restore.</param>
/// <param name="AddTo">The tables that may contain rows. Existing rows don't change, and missing rows are added.</param>
/// <param name="LeavesOutDamaged">Whether to restore the undamaged files if other files are missing or were changed.</param>
public sealed record RestoreRequest(IReadOnlyCollection<TableName> Tables, IReadOnlyCollection<TableName> AddTo, bool LeavesOutDamaged)
{
    /// <summary>A restore of all archived tables into empty tables, which requires that every file is unchanged.</summary>
    public static RestoreRequest Everything { get; } = new([.. ArchiveContainer.All.SelectMany(container => container.Tables)], [], LeavesOutDamaged: false);
}

/// <summary>
/// Checks the archive, and writes its rows back into tables: the newest version of each row, with its original types and values, so that every seal still
/// matches. Only the moment of the last change differs: storage sets it to the moment of the restore.
/// </summary>
/// <param name="archive">The account of the archive.</param>
/// <param name="tables">The account of the tables; null only checks the archive.</param>
/// <param name="tell">Receives a line per step, without personal data.</param>
public sealed class ArchiveRestore(BlobServiceClient archive, TableServiceClient? tables, Action<string> tell)
{
    private const int FilesAtOnce = 8;

    /// <summary>Checks every file against its manifest, and restores the tables if none has changed.</summary>
    /// <returns>Whether all requested tables are restored, or checked. The faults are printed.</returns>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    public async Task<bool> RunAsync(RestoreRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (tables is not null && !await AreReadyAsync(tables, request, cancellationToken))
            return false;

        ArchiveCheck check = new();
        List<(ArchiveCatalog Catalog, ArchiveFile File)> good = [];
        List<string> faults = [];
        foreach (ArchiveContainer container in ArchiveContainer.All.Where(container => container.Tables.Intersect(request.Tables).Any()))
        {
            ArchiveCatalog catalog = await ArchiveCatalog.ReadAsync(archive, container, cancellationToken);
            faults.AddRange(catalog.Faults);
            good.AddRange((await CheckAsync(check, catalog, request, cancellationToken)).Select(file => (catalog, file)));
            int confirmed = check.CompareWithRuns(catalog);
            tell($"{container.Name}: {catalog.Manifests.Count} manifests, of which "
                + (request.Tables.Contains(TableName.Runs)
                    ? $"{confirmed} are confirmed by the archived record of their run."
                    : "none was compared with the record of its run, because the table Runs is not restored."));
            if (catalog.Unlisted > 0)
                tell($"{container.Name}: {catalog.Unlisted} files are in no manifest and were skipped. Interrupted runs wrote them.");
        }

        faults.AddRange(check.Faults);
        faults.ForEach(fault => tell($"Fault: {fault}"));
        if (faults.Count > 0 && !request.LeavesOutDamaged)
        {
            tell($"Nothing was written, because of {faults.Count} faults. Keep the archive as it is, and call the data protection officer.");
            return false;
        }

        if (tables is not null)
            await WriteAsync(tables, check, good, cancellationToken);
        foreach (TableName table in request.Tables.Order())
        {
            if (check.Omitted(table).ToList() is { Count: > 0 } omitted)
                tell($"{table}: the archive never contains the columns {string.Join(", ", omitted)}.");
        }

        return faults.Count == 0;
    }

    private async Task<bool> AreReadyAsync(TableServiceClient service, RestoreRequest request, CancellationToken cancellationToken)
    {
        bool ready = true;
        foreach (TableName name in request.Tables)
        {
            TableClient table = service.GetTableClient(name.ToString());
            await table.CreateIfNotExistsAsync(cancellationToken);
            AsyncPageable<TableEntity> rows = table.QueryAsync<TableEntity>(maxPerPage: 1, cancellationToken: cancellationToken);
            if (request.AddTo.Contains(name) || !await rows.AnyAsync(cancellationToken))
                continue;
            tell($"Refused: the table {name} has rows. Empty it, leave it out, or name it in --add-to, which keeps existing rows.");
            ready = false;
        }

        return ready;
    }

    private async Task<IReadOnlyCollection<ArchiveFile>> CheckAsync(
        ArchiveCheck check, ArchiveCatalog catalog, RestoreRequest request, CancellationToken cancellationToken)
    {
        ConcurrentBag<ArchiveFile> good = [];
        await Parallel.ForEachAsync(
            catalog.Files.Where(file => request.Tables.Contains(file.Table)), SideBySide.AtMost(FilesAtOnce, cancellationToken),
            async (file, token) =>
            {
                if (await check.PassesAsync(catalog, file, token))
                    good.Add(file);
            });
        foreach (IGrouping<TableName, ArchiveFile> table in good.GroupBy(file => file.Table).OrderBy(group => group.Key))
            tell($"{table.Key}: {table.Count()} files with {table.Sum(file => file.Rows)} rows match their manifests.");
        return good;
    }

    private async Task WriteAsync(
        TableServiceClient service, ArchiveCheck check, List<(ArchiveCatalog Catalog, ArchiveFile File)> files, CancellationToken cancellationToken)
    {
        foreach (IGrouping<TableName, (ArchiveCatalog Catalog, ArchiveFile File)> table in files.GroupBy(each => each.File.Table).OrderBy(group => group.Key))
        {
            TableClient client = service.GetTableClient(table.Key.ToString());
            long written = 0, existing = 0;
            await Parallel.ForEachAsync(table, SideBySide.AtMost(FilesAtOnce, cancellationToken), async (each, token) =>
            {
                RowBatch batch = new(client);
                await using Stream stream = await each.Catalog.Blobs.GetBlobClient(each.File.Name).OpenReadAsync(cancellationToken: token);
                ArchiveContent content = await ArchiveContent.ReadAsync(
                    stream,
                    bytes => ArchiveLine.Read(bytes) is var line && check.MustWrite(each.Catalog, line)
                        ? batch.AddAsync(line.ToRestore(), bytes.Length, token)
                        : ValueTask.CompletedTask,
                    token);
                await batch.FlushAsync(token);
                if (content.Sha256 != each.File.Sha256)
                    throw new InvalidDataException($"{each.Catalog.Container.Name}/{each.File.Name} was changed while it was restored.");
                Interlocked.Add(ref written, batch.Written);
                Interlocked.Add(ref existing, batch.Existing);
            });
            tell($"{table.Key}: {written} rows were restored{(existing > 0 ? $", and {existing} rows existed and were kept" : "")}.");
        }
    }
}
