using Azure;
using Azure.Data.Tables;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.PrivacyLog;

/// <summary>Where entries are added to the privacy log. They are never changed, and read by <see cref="PrivacyLogReader"/>.</summary>
public sealed class PrivacyLogStore([FromKeyedServices(StorageAccount.Students)] StorageAccount storage)
{
    // What a transaction takes at most.
    private const int GroupSize = 100;
    private const int GroupsAtOnce = 8;

    private readonly StorageTable _table = storage.Table(TableName.PrivacyLog);

    /// <summary>Sets up the table, unless that was done.</summary>
    internal async ValueTask PrepareAsync(CancellationToken cancellationToken) => await _table.GetAsync(cancellationToken);

    /// <summary>Whether the table answers: throws if it doesn't.</summary>
    internal Task PingAsync(CancellationToken cancellationToken) => _table.PingAsync(cancellationToken);

    /// <summary>Adds an entry.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public async Task AppendAsync(PrivacyLogEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        TableClient table = await _table.GetAsync(cancellationToken);
        // The number is new: a row with this key is this very entry, from a first try whose answer was lost.
        await table.TryAddAsync(PrivacyLogRow.ToEntity(entry, PrivacyLogRow.PartitionOf(entry).ToString()), cancellationToken);
    }

    /// <summary>Adds many entries, in groups: what fails on the way leaves those that were added.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
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
                    // A group is stored whole or not at all, and its numbers are new: stored by a first try whose answer was lost.
                }
            });
    }
}
