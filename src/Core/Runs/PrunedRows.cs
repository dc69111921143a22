using Azure.Data.Tables;
using LeerId.Storage;

namespace LeerId.Runs;

/// <summary>Deletes records of a table one by one.</summary>
internal static class PrunedRows
{
    /// <summary>Deletes the records of a query. A record that can't be deleted, or was changed meanwhile, counts as failed and stops nothing.</summary>
    /// <param name="storage">The table.</param>
    /// <param name="filter">Storage's filter. It may find more records than those to delete.</param>
    /// <param name="isClosed">Whether a record must be deleted.</param>
    /// <param name="counts">Counts the records that were examined, deleted or failed.</param>
    /// <param name="log">Logs a failure.</param>
    /// <param name="cancellationToken">Ends the work; the next run continues.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused the reading.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
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
