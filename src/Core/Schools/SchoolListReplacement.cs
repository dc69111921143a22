using Azure;
using Azure.Data.Tables;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Schools;

/// <summary>
/// Replaces the list in force by another one, at once for every reader (docs/adr/0008). Writes the new rows first, then the pointer, and then deletes the
/// old rows.
/// </summary>
public sealed partial class SchoolListReplacement(
    [FromKeyedServices(StorageAccount.StudentsUnattended)] StorageAccount storage, SchoolHistory history, TimeProvider clock,
    ILogger<SchoolListReplacement> logger)
{
    private readonly StorageTable _table = storage.Table(TableName.Schools);

    /// <summary>Replaces a list that was read before; false if it has changed since, and then nothing changes.</summary>
    /// <exception cref="RequestFailedException">Storage refused; the list in force is the old one.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed. The list in force is the old or the new one.</exception>
    internal async Task<bool> TryReplaceAsync(
        SchoolList former, IReadOnlyCollection<SchoolContract> contracts, SchoolChange by, Action applied, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        await history.DeliverAsync(former.Pointer, cancellationToken);
        // Read before the switch: a list that was started by then can't come into force afterwards, but one that is started later can.
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
            // The caller's token isn't used: once the transaction is sent, a caller that disconnects must not prevent the log line.
            await table.SubmitTransactionAsync([former.Next(listId, count, change: listId, clock.GetUtcNow())], CancellationToken.None);
            return true;
        }
        catch (RequestFailedException exception) when (SchoolListConflict.Is(exception))
        {
            // The conflict can also mean that an earlier attempt succeeded and its response was lost.
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

    /// <summary>Removes rows that no reader needs. A row that remains is harmless, and the next import removes it.</summary>
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
