using Azure;
using Azure.Data.Tables;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.PrivacyLog;

/// <summary>Adds entries to the privacy log. Entries are never changed. <see cref="PrivacyLogReader"/> reads them.</summary>
public sealed class PrivacyLogStore([FromKeyedServices(StorageAccount.Students)] StorageAccount storage)
{
    // The maximum number of rows of a transaction.
    private const int GroupSize = 100;
    private const int GroupsAtOnce = 8;

    private const string AttemptColumn = "Attempt";

    private readonly StorageTable _table = storage.Table(TableName.PrivacyLog);

    /// <summary>Creates the table, unless it exists.</summary>
    internal async ValueTask PrepareAsync(CancellationToken cancellationToken) => await _table.GetAsync(cancellationToken);

    /// <summary>Throws if the table does not answer.</summary>
    internal Task PingAsync(CancellationToken cancellationToken) => _table.PingAsync(cancellationToken);

    /// <summary>Adds an entry.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async Task AppendAsync(PrivacyLogEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        TableClient table = await _table.GetAsync(cancellationToken);
        // The number is new, so a row with this key is this entry, from an earlier attempt whose response was lost.
        await table.TryAddAsync(PrivacyLogRow.ToEntity(entry, PrivacyLogRow.PartitionOf(entry).ToString()), cancellationToken);
    }

    /// <summary>Adds an entry whose number may have been used; false if another attempt has added an entry with that number.</summary>
    /// <exception cref="RequestFailedException">Storage refused; the entry may exist.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries; the entry may exist.</exception>
    public async Task<bool> TryAppendOnceAsync(PrivacyLogEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        TableClient table = await _table.GetAsync(cancellationToken);
        TableEntity row = PrivacyLogRow.ToEntity(entry, PrivacyLogRow.PartitionOf(entry).ToString());
        string attempt = Guid.NewGuid().ToString("N");
        row[AttemptColumn] = attempt;
        if (await table.TryAddAsync(row, cancellationToken) is not null)
            return true;
        // If the row has this attempt's mark, it is from an earlier request of this attempt whose response was lost.
        TableEntity existing = await table.GetEntityAsync<TableEntity>(row.PartitionKey, row.RowKey, [AttemptColumn], cancellationToken);
        return existing.GetString(AttemptColumn) == attempt;
    }

    /// <summary>Adds entries in batches of 100. If a batch fails, earlier batches remain.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async Task AppendAllAsync(IReadOnlyCollection<PrivacyLogEntry> entries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        TableClient table = await _table.GetAsync(cancellationToken);
        await Parallel.ForEachAsync(
            entries.GroupBy(PrivacyLogRow.PartitionOf).SelectMany(partition => partition.Chunk(GroupSize).Select(group => (partition.Key, group))),
            SideBySide.AtMost(GroupsAtOnce, cancellationToken),
            async (some, token) =>
            {
                string partition = some.Key.ToString();
                try
                {
                    await table.SubmitTransactionAsync(
                        some.group.Select(entry => new TableTransactionAction(TableTransactionActionType.Add, PrivacyLogRow.ToEntity(entry, partition))),
                        token);
                }
                catch (RequestFailedException exception) when (StorageFault.IsAlreadyThere(exception))
                {
                    // A batch is stored whole or not at all, and its numbers are new. So an earlier attempt, whose response was lost, stored it.
                }
            });
    }
}
