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
    [FromKeyedServices(StorageAccount.StudentsUnattended)] StorageAccount storage, SchoolHistory history, TimeProvider clock,
    ILogger<SchoolListReplacement> logger)
{
    private readonly StorageTable _table = storage.Table(TableName.Schools);

    /// <summary>Replaces a list that was read before; false when it changed since, and then nothing is changed.</summary>
    /// <exception cref="RequestFailedException">Storage refused; the list in force is the old one.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked; the list in force is the old or the new one.</exception>
    internal async Task<bool> TryReplaceAsync(
        SchoolList former, IReadOnlyCollection<SchoolContract> contracts, SchoolChange by, Action applied, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        await history.DeliverAsync(former.Pointer, cancellationToken);
        // Looked up before the switch: a list begun by then can't get into force after it, one begun later can.
        List<TableEntity> stale = await ReadKeysAsync(table, cancellationToken);
        DateTimeOffset now = clock.GetUtcNow();
        string listId = SchoolRows.NewListId(now);
        TableEntity[] rows =
        [
            .. contracts.Select(contract => SchoolRows.ToEntity(listId, contract)),
            .. Differences(former, contracts).Select(school => SchoolHistoryRows.Stage(
                listId, new SchoolHistoryEntry(now, by.By, by.Way, school.Number, school.Before, school.After, former.Revision + 1))),
        ];
        await SchoolRows.WriteAsync(table, rows, cancellationToken);

        bool switched = await TrySwitchAsync(table, former.Pointer, listId, contracts.Count);
        if (switched)
        {
            applied();
            await history.TryDeliverAsync(listId);
        }

        await RemoveAsync(table, switched ? stale : [.. rows], cancellationToken);
        return switched;
    }

    private static IEnumerable<(SchoolNumber Number, SchoolContract? Before, SchoolContract? After)> Differences(
        SchoolList former, IReadOnlyCollection<SchoolContract> next)
    {
        Dictionary<SchoolNumber, SchoolContract> before = former.Contracts.ToDictionary(school => school.Number);
        HashSet<SchoolNumber> after = [.. next.Select(school => school.Number)];
        foreach (SchoolContract school in next)
        {
            SchoolContract? known = before.GetValueOrDefault(school.Number);
            if (known is null || !school.IsSameAs(known))
                yield return (school.Number, known, school);
        }

        foreach (SchoolContract school in former.Contracts.Where(school => !after.Contains(school.Number)))
            yield return (school.Number, school, null);
        foreach (SchoolNumber number in former.UnreadableNumbers.Where(number => !after.Contains(number)))
            yield return (number, null, null);
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
            await SchoolRows.RemoveAsync(table, rows, cancellationToken);
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            string fault = exception.GetType().Name;
            LogNotRemoved(fault);
        }
    }

    [LoggerMessage(EventId = 3014, Level = LogLevel.Warning, Message = "Old rows of schools could not all be removed ({Fault}); the next import does it")]
    private partial void LogNotRemoved(string fault);
}
