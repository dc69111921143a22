using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using LeerId.Archive;
using LeerId.Core.Tests.PrivacyLog;
using LeerId.PrivacyLog.Seals;
using LeerId.Runs;
using LeerId.Storage;
using LeerId.Testing;

namespace LeerId.Core.Tests.Archive;

/// <summary>
/// The archive as the app registers it, on its own storage account. Storage records the real moment of each change. The clock of the app is
/// therefore the clock of storage plus the overlap. A run then archives exactly the changes since the start of the previous run.
/// </summary>
internal sealed class ArchiveRig : IDisposable
{
    // The archive does not know this table.
    private const string ClockTable = "ArchiveTestClock";

    /// <summary>The first day with entries: four days ago.</summary>
    public static readonly DateOnly FirstDay = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-4);

    // The names of runs contain the moment in milliseconds, so each run needs one of its own.
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);

    private static readonly TableEntity ClockRow = new("clock", "now");

    private readonly string _storage;

    public ArchiveRig(string storage, string? sealKey = null, FaultyTransport? transport = null)
    {
        _storage = storage;
        Transport = transport ?? new FaultyTransport();
        Log = new PrivacyLogRig(storage, TimeProvider.System.GetUtcNow() + RecordArchiver.Overlap, sealKey, transport: Transport);
        Tables = new TableServiceClient(storage);
        Blobs = new BlobServiceClient(storage);
    }

    public PrivacyLogRig Log { get; }

    public FaultyTransport Transport { get; }

    public TableServiceClient Tables { get; }

    public BlobServiceClient Blobs { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Another instance of the app on the same storage.</summary>
    public ArchiveRig Other(FaultyTransport? transport = null) => new(_storage, Log.SealKey, transport);

    /// <summary>Runs the archive after storage's clock has passed the timestamps of all earlier changes.</summary>
    public async Task<RunRecord> RunAsync()
    {
        DateTimeOffset before = await StorageTimeAsync(), now;
        do
            now = await StorageTimeAsync();
        while (now < before + Step);

        DateTimeOffset moment = now + RecordArchiver.Overlap, next = Log.Clock.GetUtcNow() + Step;
        Log.Clock.SetUtcNow(moment > next ? moment : next);
        return await Log.Get<NightlyArchive>().RunAsync(Cancel);
    }

    /// <summary>Adds entries to successive days from the first day on, one count per day, and seals the days that have ended.</summary>
    public async Task SealAsync(params int[] entries)
    {
        for (int day = 0; day < entries.Length; day++)
            await Log.FillAsync(FirstDay.AddDays(day), entries[day]);
        await Log.Sealer.RunAsync(Cancel);
    }

    /// <summary>Inserts a row or replaces the row with the same key.</summary>
    public async Task PutAsync(TableName table, string partition, string row, params (string Column, object Value)[] columns)
    {
        TableEntity entity = new(partition, row);
        foreach ((string column, object value) in columns)
            entity[column] = value;
        await Tables.CreateTableIfNotExistsAsync(table.ToString(), Cancel);
        await Tables.GetTableClient(table.ToString()).UpsertEntityAsync(entity, TableUpdateMode.Replace, Cancel);
    }

    public Task DeleteAsync(TableName table, string partition, string row) =>
        Tables.GetTableClient(table.ToString()).DeleteEntityAsync(partition, row, cancellationToken: Cancel);

    /// <summary>Every row of a table in the form that a seal hashes: keys, names, types and values.</summary>
    public async Task<List<string>> RowsAsync(TableName table)
    {
        using CanonicalRow canonical = new();
        List<string> rows = [];
        await foreach (TableEntity row in Tables.GetTableClient(table.ToString()).QueryAsync<TableEntity>(cancellationToken: Cancel))
            rows.Add(Encoding.UTF8.GetString(canonical.Write(row)));
        return rows;
    }

    /// <summary>The names of the files in a container, without the manifests.</summary>
    public async Task<List<string>> FilesAsync(ArchiveContainer container) => await Blobs.GetBlobContainerClient(container.Name)
        .GetBlobsAsync(cancellationToken: Cancel).Select(blob => blob.Name)
        .Where(name => !name.StartsWith("manifests/", StringComparison.Ordinal)).ToListAsync(Cancel);

    public async Task<List<string>> FilesAsync(TableName table) =>
        [.. (await FilesAsync(ArchiveContainer.Records)).Where(name => name.StartsWith($"{table}/", StringComparison.Ordinal))];

    /// <summary>The manifests of a container as JSON, oldest first.</summary>
    public async Task<List<JsonNode>> ManifestsAsync(ArchiveContainer container)
    {
        List<JsonNode> manifests = [];
        await foreach (string name in Blobs.GetBlobContainerClient(container.Name).GetBlobsAsync(cancellationToken: Cancel).Select(blob => blob.Name))
        {
            if (name.StartsWith("manifests/", StringComparison.Ordinal))
                manifests.Add(JsonNode.Parse(await TextAsync(container, name))!);
        }

        return manifests;
    }

    public async Task<string> TextAsync(ArchiveContainer container, string name) =>
        Encoding.UTF8.GetString((await Blobs.GetBlobContainerClient(container.Name).GetBlobClient(name).DownloadContentAsync(Cancel)).Value.Content);

    /// <summary>The lines of the files of a table, oldest file first.</summary>
    public async Task<List<JsonNode>> LinesAsync(TableName table)
    {
        List<JsonNode> lines = [];
        foreach (string file in await FilesAsync(table))
        {
            foreach (string line in (await TextAsync(ArchiveContainer.Records, file)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                lines.Add(JsonNode.Parse(line)!);
        }

        return lines;
    }

    /// <summary>Overwrites a file, as an attacker with write access could.</summary>
    public async Task ReplaceAsync(ArchiveContainer container, string name, Func<string, string> change) =>
        await Blobs.GetBlobContainerClient(container.Name).GetBlobClient(name).UploadAsync(
            BinaryData.FromString(change(await TextAsync(container, name))), overwrite: true, Cancel);

    /// <summary>Deletes every table that is archived, and the table for the clock.</summary>
    public async Task LoseTablesAsync()
    {
        foreach (TableName table in RestoreRequest.Everything.Tables)
            await Tables.DeleteTableAsync(table.ToString(), Cancel);
        await Tables.DeleteTableAsync(ClockTable, Cancel);
    }

    /// <summary>Restores the tables, and returns the messages of the restore.</summary>
    public async Task<(bool Done, List<string> Told)> RestoreAsync(RestoreRequest? request = null)
    {
        List<string> told = [];
        return (await new ArchiveRestore(Blobs, Tables, told.Add).RunAsync(request ?? RestoreRequest.Everything, Cancel), told);
    }

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public void Dispose() => Log.Dispose();

    private async Task<DateTimeOffset> StorageTimeAsync()
    {
        TableClient table = Tables.GetTableClient(ClockTable);
        await table.CreateIfNotExistsAsync(Cancel);
        await table.UpsertEntityAsync(ClockRow, TableUpdateMode.Replace, Cancel);
        TableEntity row = await table.GetEntityAsync<TableEntity>(ClockRow.PartitionKey, ClockRow.RowKey, cancellationToken: Cancel);
        return row.Timestamp!.Value;
    }
}
