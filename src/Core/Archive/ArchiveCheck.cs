using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using LeerId.Runs;
using LeerId.Storage;

namespace LeerId.Archive;

/// <summary>Reads every file once before anything is written. Compares it with its manifest, and records the newest version of each row.</summary>
internal sealed class ArchiveCheck
{
    private readonly ConcurrentDictionary<(TableName Table, string Partition, string Row), DateTimeOffset> _newest = [];
    private readonly ConcurrentDictionary<string, string> _recorded = [];
    private readonly ConcurrentDictionary<(TableName Table, string Column), bool> _omitted = [];
    private readonly ConcurrentQueue<string> _faults = [];

    /// <summary>The faults of the files, each in a sentence.</summary>
    public IEnumerable<string> Faults => _faults.Order(StringComparer.Ordinal);

    /// <summary>Returns the columns of a table that are never archived.</summary>
    public IEnumerable<string> Omitted(TableName table) =>
        _omitted.Keys.Where(each => each.Table == table).Select(each => each.Column).Order(StringComparer.Ordinal);

    /// <summary>Reads a file; false if it differs from its manifest, in which case its rows are ignored.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    public async Task<bool> PassesAsync(ArchiveCatalog catalog, ArchiveFile file, CancellationToken cancellationToken)
    {
        string name = $"{catalog.Container.Name}/{file.Name}";
        List<ArchiveLine> lines = [];
        try
        {
            await using Stream stream = await catalog.Blobs.GetBlobClient(file.Name).OpenReadAsync(cancellationToken: cancellationToken);
            bool keeps = IsVersioned(catalog.Container);
            ArchiveContent content = await ArchiveContent.ReadAsync(
                stream,
                bytes =>
                {
                    ArchiveLine line = ArchiveLine.Read(bytes);
                    // Each row of the log is in only one file, and there are millions of rows.
                    if (keeps)
                        lines.Add(WithoutContent(line));
                    return ValueTask.CompletedTask;
                },
                cancellationToken);
            if (content != new ArchiveContent(file.Rows, file.Bytes, file.Sha256))
                return Fails($"{name} has another hash than its manifest says: somebody changed it.");
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return Fails($"{name} is missing, and its manifest lists it.");
        }
        catch (InvalidDataException)
        {
            return Fails($"{name} has a line that is not an archived row: somebody changed it.");
        }

        lines.ForEach(Note);
        return true;

        bool Fails(string fault)
        {
            _faults.Enqueue(fault);
            return false;
        }
    }

    /// <summary>Whether a row of a file must be written: it is the newest version, and isn't written yet.</summary>
    public bool MustWrite(ArchiveCatalog catalog, ArchiveLine line) => !IsVersioned(catalog.Container)
        || _newest.TryRemove(new KeyValuePair<(TableName, string, string), DateTimeOffset>((line.Table, line.Row.PartitionKey, line.Row.RowKey), line.Changed));

    /// <summary>Compares the manifests with the hashes in the archived records of runs.</summary>
    /// <returns>The number of manifests that a record confirms.</returns>
    public int CompareWithRuns(ArchiveCatalog catalog)
    {
        int confirmed = 0;
        foreach (ArchiveReference manifest in catalog.Manifests.Select(manifest => manifest.Reference))
        {
            string name = $"{catalog.Container.Name}/{manifest.Name}";
            if (!_recorded.TryGetValue(name, out string? hash))
                continue;
            if (hash == manifest.Sha256)
                confirmed++;
            else
                _faults.Enqueue($"{name} has another hash than the record of its run says: somebody changed it.");
        }

        return confirmed;
    }

    private static bool IsVersioned(ArchiveContainer container) => container != ArchiveContainer.Log;

    // The record of a row must take little memory, because there are hundreds of thousands of runs.
    private static ArchiveLine WithoutContent(ArchiveLine line)
    {
        TableEntity keys = new(line.Row.PartitionKey, line.Row.RowKey);
        if (line.Table == TableName.Runs && line.Row.GetString(RunFile.Column) is { } files)
            keys[RunFile.Column] = files;
        return line with { Row = keys };
    }

    private void Note(ArchiveLine line)
    {
        _newest.AddOrUpdate(
            (line.Table, line.Row.PartitionKey, line.Row.RowKey), line.Changed, (_, other) => line.Changed > other ? line.Changed : other);
        foreach (string column in line.Omitted.Keys)
            _omitted[(line.Table, column)] = true;
        foreach (RunFile file in RunFile.FromColumn(line.Row.GetString(RunFile.Column)))
            _recorded[file.Name] = file.Sha256;
    }
}
