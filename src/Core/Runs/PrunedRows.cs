using Azure.Data.Tables;
using LeerId.Storage;

namespace LeerId.Runs;

/// <summary>Deletes records of a table one by one.</summary>
internal static class PrunedRows
{
    /// <summary>Deletes the records of a query. One that fails, or that somebody changed meanwhile, counts as failed and doesn't stop the others.</summary>
    /// <param name="storage">The table.</param>
    /// <param name="filter">Storage's filter; it may find more than what is to be deleted.</param>
    /// <param name="isClosed">Whether a record is to be deleted.</param>
    /// <param name="counts">Counts what is examined, deleted and failed.</param>
    /// <param name="log">Logs a failure.</param>
    /// <param name="cancellationToken">Ends the work; the next run continues.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused the reading.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public static async Task PruneAsync(
        this StorageTable storage, string filter, Func<TableEntity, bool> isClosed, RunCounts counts, Action<Exception> log,
        CancellationToken cancellationToken)
    {
        TableClient table = await storage.GetAsync(cancellationToken);
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            counts.AddExamined();
            if (isClosed(row))
                await counts.TryAsync(() => counts.DeleteAsync(() => DeleteAsync(table, row, counts, cancellationToken)), log, cancellationToken);
        }
    }

    private static async Task<bool> DeleteAsync(TableClient table, TableEntity row, RunCounts counts, CancellationToken cancellationToken)
    {
        RowDeletion deletion = await table.TryDeleteAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken);
        if (deletion == RowDeletion.Changed)
            counts.AddFailed();
        return deletion == RowDeletion.Deleted;
    }
}
