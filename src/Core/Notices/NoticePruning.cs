using Azure.Data.Tables;
using LeerId.Runs;
using LeerId.Storage;
using LeerId.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Notices;

/// <summary>
/// Deletes notices after their retention period, each with everything under its number. A breach is closed when the officer closed it, and any other notice
/// when every recipient has all of it. Counts of quality findings are closed with their last summary, and a message that named no notice when it was kept.
/// The row of the known claims is no record of an event and stays: without it a claim would be told again as a new one.
/// </summary>
internal sealed partial class NoticePruning(
    [FromKeyedServices(StorageAccount.Students)] StorageAccount storage, ILogger<NoticePruning> logger) : IPrunedRecords
{
    // The limit of a transaction.
    private const int MostRows = 100;

    private static readonly string[] Columns =
    [
        nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey), nameof(Notice.State), NoticeRow.IsClosed, nameof(Notice.ClosedAt),
        nameof(Notice.ReportedBy), nameof(Notice.EndingRecordedAt),
        .. Enum.GetValues<NoticeRecipient>().Select(NoticeRow.SentProperty),
    ];

    private readonly StorageTable _table = storage.Table(TableName.Notices);

    public TableName Table => TableName.Notices;

    public async Task PruneAsync(DateTimeOffset closedBefore, RunCounts counts, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        foreach (NoticeKind kind in Enum.GetValues<NoticeKind>())
        {
            string partition = NoticeReference.KeyOf(kind);
            List<TableEntity> rows = await table.QueryAsync<TableEntity>(
                row => row.PartitionKey == partition, select: Columns, cancellationToken: cancellationToken).ToListAsync(cancellationToken);
            foreach (IGrouping<string, TableEntity> notice in rows.GroupBy(row => row.RowKey.Split(NoticeRow.PartMark)[0], StringComparer.Ordinal))
                await PruneAsync(table, [.. notice], kind, closedBefore, counts, cancellationToken);
        }

        foreach (string filter in new[] { QualityFindingRows.ClosedFilter(closedBefore), NoticeRows.PoisonFilter(closedBefore) })
        {
            await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            {
                counts.AddExamined();
                await counts.TryAsync(() => counts.DeleteAsync(1, () => DeleteAsync(table, [row], cancellationToken)), LogFailed, cancellationToken);
            }
        }
    }

    private async Task PruneAsync(
        TableClient table, IReadOnlyList<TableEntity> rows, NoticeKind kind, DateTimeOffset closedBefore, RunCounts counts, CancellationToken cancellationToken)
    {
        try
        {
            counts.AddExamined();
            if (ClosedAt(kind, rows) < closedBefore)
            {
                await counts.TryAsync(
                    () => counts.DeleteAsync(rows.Count, () => PruneWholeAsync(table, rows[0], kind, closedBefore, cancellationToken)), LogFailed,
                    cancellationToken);
            }
        }
        catch (InvalidOperationException)
        {
            // A column is of another type: somebody changed the row by hand, and must decide what to do with it.
            LogUnreadable(rows[0].PartitionKey, PlainText.Header(rows[0].RowKey));
        }
    }

    // The whole notice is read again before it is deleted, so that one that was changed meanwhile, or got a part, stays.
    private static async Task<long> PruneWholeAsync(
        TableClient table, TableEntity row, NoticeKind kind, DateTimeOffset closedBefore, CancellationToken cancellationToken)
    {
        string filter = NoticeRows.FilterWithParts(row.PartitionKey, row.RowKey.Split(NoticeRow.PartMark)[0]);
        List<TableEntity> rows = await table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).ToListAsync(cancellationToken);
        return rows.Count > 0 && ClosedAt(kind, rows) < closedBefore ? await DeleteAsync(table, rows, cancellationToken) : 0;
    }

    private static DateTimeOffset? ClosedAt(NoticeKind kind, IReadOnlyList<TableEntity> rows) =>
        kind switch
        {
            NoticeKind.Breach => BreachClosedAt(rows),
            // The ending of a fault or of a disclosure of data is recorded after the mails. A finding of the software itself has no ending.
            NoticeKind.Sharing => Later(SentAt(rows), EndedAt(rows)),
            NoticeKind.Quality when First(rows)?.GetString(nameof(Notice.ReportedBy)) is not null => Later(SentAt(rows), EndedAt(rows)),
            _ => SentAt(rows),
        };

    private static DateTimeOffset? EndedAt(IReadOnlyList<TableEntity> rows) => rows.Max(row => row.GetDateTimeOffset(nameof(Notice.EndingRecordedAt)));

    // Null if either is missing: then the notice is open.
    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other is null ? null : one > other ? one : other;

    private static DateTimeOffset? BreachClosedAt(IReadOnlyList<TableEntity> rows) =>
        First(rows) is { } breach && breach.GetBoolean(NoticeRow.IsClosed) == true ? breach.GetDateTimeOffset(nameof(Notice.ClosedAt)) : null;

    // The notice itself is the row without a part.
    private static TableEntity? First(IReadOnlyList<TableEntity> rows) => rows.FirstOrDefault(row => !row.RowKey.Contains(NoticeRow.PartMark));

    private static DateTimeOffset? SentAt(IReadOnlyList<TableEntity> rows) =>
        rows.All(row => row.GetString(nameof(Notice.State)) == nameof(NoticeState.Sent))
        ? rows.SelectMany(row => Enum.GetValues<NoticeRecipient>().Select(recipient => row.GetDateTimeOffset(NoticeRow.SentProperty(recipient)))).Max()
        : null;

    // The row of the notice is last: if a run ends in between, the next one finds it and deletes the rest. It counts as one record.
    private static async Task<long> DeleteAsync(TableClient table, IReadOnlyList<TableEntity> rows, CancellationToken cancellationToken)
    {
        foreach (TableEntity[] chunk in rows.OrderByDescending(row => row.RowKey.Length).Chunk(MostRows))
        {
            await table.SubmitTransactionAsync(
                chunk.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, row.ETag)), cancellationToken);
        }

        return 1;
    }

    [LoggerMessage(EventId = 4018, Level = LogLevel.Error, Message = "A notice past its retention period could not be deleted; the next run tries again")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(EventId = 4019, Level = LogLevel.Error, Message = "The row {Partition} / {Row} of the table Notices can't be read and is not deleted")]
    private partial void LogUnreadable(string partition, string row);
}
