using Azure;
using Azure.Data.Tables;
using LeerId.Platform;

namespace LeerId.PrivacyLog;

/// <summary>Where entries are added to the privacy log. They are never changed, and read by <see cref="PrivacyLogReader"/>.</summary>
public sealed class PrivacyLogStore
{
    internal const string TableName = "PrivacyLog";

    internal PrivacyLogStore(StorageAccount storage, TimeProvider clock)
    {
        Table = storage.Table(TableName);
        Clock = clock;
    }

    internal StorageTable Table { get; }

    internal TimeProvider Clock { get; }

    /// <summary>Adds an entry.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public async Task AppendAsync(PrivacyLogEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        TableClient table = await Table.GetAsync(cancellationToken);
        try
        {
            await table.AddEntityAsync(PrivacyLogRow.ToEntity(entry, PrivacyLogRow.PartitionOf(entry).ToString()), cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            // The number is new, so it is this very entry: stored by a first try whose answer was lost.
        }
    }
}
