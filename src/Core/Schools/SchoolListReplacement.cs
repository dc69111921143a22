using Azure;
using Azure.Data.Tables;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Schools;

/// <summary>
/// Puts a whole list in place of the one in force, at once for every reader (docs/adr/0008): the new rows first, then the pointer,
/// then the old rows go.
/// </summary>
public sealed partial class SchoolListReplacement(
    [FromKeyedServices(StorageAccount.StudentsUnattended)] StorageAccount storage, TimeProvider clock, ILogger<SchoolListReplacement> logger)
{
    // What one storage transaction takes.
    private const int GroupSize = 100;

    private readonly StorageTable _table = storage.Table(TableName.Schools);

    /// <summary>Replaces a list that was read before; false when it changed since, and then nothing is changed.</summary>
    /// <exception cref="RequestFailedException">Storage refused; the list in force is the old one.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked; the list in force is the old or the new one.</exception>
    internal async Task<bool> TryReplaceAsync(
        SchoolList former, IReadOnlyCollection<SchoolContract> contracts, Action applied, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        // Looked up before the switch: a list begun by then can't get into force after it, one begun later can.
        List<TableEntity> stale = await ReadKeysAsync(table, cancellationToken);
        string listId = SchoolRows.NewListId(clock.GetUtcNow());
        TableEntity[] rows = [.. contracts.Select(contract => SchoolRows.ToEntity(listId, contract))];
        foreach (TableEntity[] group in rows.Chunk(GroupSize))
        {
            await table.SubmitTransactionAsync(
                group.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)), cancellationToken);
        }

        bool switched = await TrySwitchAsync(table, former.Pointer, listId, rows.Length);
        if (switched)
            applied();
        await RemoveAsync(table, switched ? stale : [.. rows], cancellationToken);
        return switched;
    }

    private async Task<bool> TrySwitchAsync(
        TableClient table, SchoolListPointer former, string listId, int count)
    {
        try
        {
            // Not the caller's token: once it is sent, who leaves must not keep the change out of the log.
            await table.SubmitTransactionAsync([former.Next(listId, count, change: listId, clock.GetUtcNow())], CancellationToken.None);
            return true;
        }
        catch (RequestFailedException exception) when (SchoolListConflict.Is(exception))
        {
            // Or the answer to the first try was lost, and the second one finds its own work.
            return (await SchoolListPointer.ReadAsync(table, CancellationToken.None)).Changes.Contains(listId);
        }
    }

    private static async Task<List<TableEntity>> ReadKeysAsync(TableClient table, CancellationToken cancellationToken)
    {
        List<TableEntity> keys = [];
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {SchoolRows.Partition} and RowKey ne {SchoolListPointer.RowKey}");
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(
            filter, select: [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey)], cancellationToken: cancellationToken))
        {
            keys.Add(row);
        }

        return keys;
    }

    /// <summary>Removes rows that no reader needs. What stays behind does no harm, and the next import removes it.</summary>
    private async Task RemoveAsync(TableClient table, List<TableEntity> rows, CancellationToken cancellationToken)
    {
        try
        {
            foreach (TableEntity[] group in rows.Chunk(GroupSize))
                await RemoveGroupAsync(table, group, cancellationToken);
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            string fault = exception.GetType().Name;
            LogNotRemoved(fault);
        }
    }

    private static async Task RemoveGroupAsync(TableClient table, TableEntity[] group, CancellationToken cancellationToken)
    {
        try
        {
            await table.SubmitTransactionAsync(
                group.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancellationToken);
        }
        catch (RequestFailedException exception) when (SchoolListConflict.Is(exception))
        {
            // Some are gone: removed by another import, or by this one, whose answer was lost.
            foreach (TableEntity row in group)
                await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 3014, Level = LogLevel.Warning, Message = "Old rows of schools could not all be removed ({Fault}); the next import does it")]
    private partial void LogNotRemoved(string fault);
}
