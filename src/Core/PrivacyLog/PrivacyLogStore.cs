using Azure.Data.Tables;
using LeerId.Hosting;

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
    /// <exception cref="Azure.RequestFailedException">Storage refused or did not answer.</exception>
    public async Task AppendAsync(PrivacyLogEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        TableClient table = await Table.GetAsync(cancellationToken);
        await table.AddEntityAsync(PrivacyLogRow.ToEntity(entry, PrivacyLogRow.PartitionOf(entry).ToString()), cancellationToken);
    }
}
