using System.Globalization;
using Azure;
using Azure.Data.Tables;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Schools.Import;

/// <summary>The kinds of file that staff upload.</summary>
public enum SchoolUploadKind
{
    /// <summary>The provider's own list, which replaces the list.</summary>
    List,

    /// <summary>The open data of all schools.</summary>
    OpenData,
}

/// <summary>A file that staff uploaded, kept until they confirm what it changes.</summary>
/// <param name="Id">Its id: letters and digits.</param>
/// <param name="By">The object id of the member of staff who uploaded it.</param>
/// <param name="At">When it was uploaded, UTC.</param>
/// <param name="Kind">The kind of file.</param>
/// <param name="File">Its content.</param>
public sealed record SchoolUpload(string Id, string By, DateTimeOffset At, SchoolUploadKind Kind, ReadOnlyMemory<byte> File);

/// <summary>
/// Keeps an uploaded file between the preview and its confirmation, so that the preview survives a reload and another instance can apply it. A file is kept
/// for a day at most, and a member of staff has one at a time. The rows are in the table of schools, in a partition of their own that the archive leaves out.
/// </summary>
public sealed partial class SchoolUploads(
    [FromKeyedServices(StorageAccount.Students)] StorageAccount storage, ClockCheck clocks, TimeProvider clock, ILogger<SchoolUploads> logger)
{
    /// <summary>How long a file is kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    // A column holds 64 KiB at most, and a row 1 MiB, of which Azurite counts the base64 form.
    private const int ColumnBytes = 60 * 1024;
    private const int ColumnsPerRow = 11;
    private const char Separator = '~';
    private const char AfterSeparator = (char)(Separator + 1);
    private const string Rows = "Rows";

    private readonly StorageTable _table = storage.Table(TableName.Schools);

    /// <summary>The partition of the files.</summary>
    internal const string Partition = "upload";

    /// <summary>Keeps a file, in place of the one that the member of staff uploaded before.</summary>
    /// <param name="kind">The kind of file.</param>
    /// <param name="file">Its content.</param>
    /// <param name="by">The object id of the member of staff.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Its id.</returns>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public async Task<string> KeepAsync(SchoolUploadKind kind, ReadOnlyMemory<byte> file, string by, CancellationToken cancellationToken)
    {
        await RemoveAsync(by, cancellationToken);
        TableClient table = await _table.GetAsync(cancellationToken);
        DateTimeOffset now = clock.GetUtcNow();
        string id = Ulid.NewUlid(now).ToString();
        byte[][] rows = [.. file.ToArray().Chunk(ColumnBytes * ColumnsPerRow)];
        // The first row is written last, because without it the file is not found.
        for (int number = rows.Length - 1; number >= 0; number--)
        {
            TableEntity row = new(Partition, Key(id, number))
            {
                [nameof(SchoolUpload.By)] = by,
                [nameof(SchoolUpload.At)] = now,
                [nameof(SchoolUpload.Kind)] = kind.ToString(),
                [Rows] = rows.Length,
            };
            foreach ((int index, byte[] column) in rows[number].Chunk(ColumnBytes).Index())
                row[Column(index)] = column;
            await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
        }

        return id;
    }

    /// <summary>A file; null when there is none with that id, when another member of staff uploaded it, or when it is over a day old.</summary>
    /// <inheritdoc cref="KeepAsync" path="/exception" />
    public async Task<SchoolUpload?> FindAsync(string id, string by, CancellationToken cancellationToken)
    {
        if (!Ulid.TryParse(id, out Ulid known))
            return null;
        string name = known.ToString();
        TableClient table = await _table.GetAsync(cancellationToken);
        string from = $"{name}{Separator}", until = $"{name}{AfterSeparator}";
        List<TableEntity> rows = [];
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey ge {from} and RowKey lt {until}"), cancellationToken: cancellationToken))
        {
            rows.Add(row);
        }

        return rows.Count > 0 && StoredRow.TryRead(rows[0], _ => Read(name, rows), out SchoolUpload? upload)
            && upload.By == by && !IsExpired(upload.At) ? upload : null;
    }

    /// <summary>
    /// Deletes the file of a member of staff, and everyone's files that are over a day old. If storage fails, that is logged and the next call deletes them. If
    /// the clock is wrong, the files of others stay.
    /// </summary>
    /// <param name="by">The object id of the member of staff; null to delete the old ones only.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task RemoveAsync(string? by, CancellationToken cancellationToken)
    {
        try
        {
            TableClient table = await _table.GetAsync(cancellationToken);
            bool isClockRight = (await clocks.ReadAsync(cancellationToken)).IsRight;
            await foreach (TableEntity row in table.QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"),
                select: [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey), nameof(SchoolUpload.By), nameof(SchoolUpload.At)],
                cancellationToken: cancellationToken))
            {
                if (row.GetString(nameof(SchoolUpload.By)) == by
                    || (isClockRight && (row.GetDateTimeOffset(nameof(SchoolUpload.At)) is not { } at || IsExpired(at))))
                    await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
            }
        }
        catch (Exception exception) when (StorageFault.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            string fault = exception.GetType().Name;
            LogNotRemoved(fault);
        }
    }

    private bool IsExpired(DateTimeOffset at) => clock.GetUtcNow() - at > KeptFor;

    private static SchoolUpload Read(string id, List<TableEntity> rows)
    {
        TableEntity first = rows[0];
        if (first.RowKey != Key(id, 0) || first.GetInt32(Rows) != rows.Count)
            throw new InvalidDataException("The file is not complete.");
        using MemoryStream file = new();
        foreach (TableEntity row in rows)
        {
            for (int index = 0; row.GetBinary(Column(index)) is { } column; index++)
                file.Write(column);
        }

        return new SchoolUpload(
            id, first.Text(nameof(SchoolUpload.By)), first.Moment(nameof(SchoolUpload.At)),
            Enum.Parse<SchoolUploadKind>(first.Text(nameof(SchoolUpload.Kind))), file.ToArray());
    }

    private static string Key(string id, int number) => string.Create(CultureInfo.InvariantCulture, $"{id}{Separator}{number:D3}");

    private static string Column(int index) => string.Create(CultureInfo.InvariantCulture, $"File{index:D2}");

    [LoggerMessage(EventId = 3018, Level = LogLevel.Warning, Message = "Uploaded files could not all be deleted ({Fault}); the next upload deletes the rest")]
    private partial void LogNotRemoved(string fault);
}
