using Azure.Data.Tables;
using LeerId.PrivacyLog;
using LeerId.Storage;

namespace LeerId.LocalHost.StartPage;

/// <summary>Reads the privacy log for the developer, without an entry about the reading. Staff read it through <see cref="PrivacyLogReader"/>.</summary>
/// <param name="storage">The account with the pupils' data.</param>
/// <param name="clock">Says which day it is.</param>
public sealed class DevelopmentPrivacyLog([FromKeyedServices(StorageAccount.Students)] StorageAccount storage, TimeProvider clock)
{
    private readonly StorageTable _table = storage.Table(TableName.PrivacyLog);

    /// <summary>The last entries of today (UTC), newest first.</summary>
    /// <param name="count">The maximum.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    public async Task<IReadOnlyList<PrivacyLogEntry>> ReadLatestAsync(int count, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        string from = PrivacyLogPartition.Start(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        string filter = TableClient.CreateQueryFilter($"PartitionKey ge {from}");
        List<PrivacyLogEntry> entries = [];
        await foreach (TableEntity entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            entries.Add(PrivacyLogRow.FromEntity(entity));
        return [.. entries.OrderByDescending(entry => entry.Id).Take(count)];
    }
}
