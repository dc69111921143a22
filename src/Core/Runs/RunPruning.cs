using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Runs;

/// <summary>
/// Prunes the records of runs, those that prove deletions too. A run is closed when it ended, and one that was killed when it started. Rows that are no
/// runs stay.
/// </summary>
internal sealed partial class RunPruning(
    [FromKeyedServices(StorageAccount.StudentsUnattended)] StorageAccount storage, ILogger<RunPruning> logger) : IPrunedRecords
{
    private const int RowsAtOnce = 8;

    private static readonly string[] Columns = ["PartitionKey", "RowKey", nameof(RunRecord.EndedAt)];

    private readonly StorageTable _table = storage.Table(TableName.Runs);

    public TableName Table => TableName.Runs;

    public async Task PruneAsync(DateTimeOffset closedBefore, RunCounts counts, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        await Parallel.ForEachAsync(
            ClosedAsync(table, closedBefore, cancellationToken),
            SideBySide.AtMost(RowsAtOnce, cancellationToken),
            async (row, token) =>
            {
                counts.AddExamined();
                await counts.TryAsync(
                    () => counts.DeleteAsync(async () =>
                        await table.TryDeleteAsync(row.PartitionKey, row.RowKey, row.ETag, token) == RowDeletion.Deleted),
                    LogNotDeleted, token);
            });
    }

    // A run that started before the moment may have ended after it. A comparison with a column that a row lacks is never true.
    private static async IAsyncEnumerable<TableEntity> ClosedAsync(
        TableClient table, DateTimeOffset closedBefore, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string filter = TableClient.CreateQueryFilter($"StartedAt lt {closedBefore}");
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, select: Columns, cancellationToken: cancellationToken))
        {
            if ((row.GetDateTimeOffset(nameof(RunRecord.EndedAt)) ?? DateTimeOffset.MinValue) < closedBefore)
                yield return row;
        }
    }

    [LoggerMessage(EventId = 7021, Level = LogLevel.Error, Message = "The record of a run could not be pruned; the next run does it")]
    private partial void LogNotDeleted(Exception exception);
}
