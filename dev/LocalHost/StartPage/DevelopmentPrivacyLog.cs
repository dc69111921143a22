using Azure.Data.Tables;
using LeerId.PrivacyLog;
using LeerId.Storage;

namespace LeerId.LocalHost.StartPage;

/// <summary>
/// Reads the privacy log for a developer, without adding an entry about that. Staff read the log through <see cref="PrivacyLogReader"/>, which
/// adds one.
/// </summary>
/// <param name="storage">The account with the pupils' data.</param>
/// <param name="clock">The clock that determines today.</param>
public sealed class DevelopmentPrivacyLog([FromKeyedServices(StorageAccount.Students)] StorageAccount storage, TimeProvider clock)
{
    private readonly StorageTable _table = storage.Table(TableName.PrivacyLog);

    /// <summary>Reads the last entries of today (UTC), newest first.</summary>
    /// <param name="count">The maximum number of entries.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused the request.</exception>
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
