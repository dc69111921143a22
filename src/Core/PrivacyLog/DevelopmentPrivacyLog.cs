using Azure.Data.Tables;

namespace LeerId.PrivacyLog;

/// <summary>
/// The privacy log as a developer and a test see it: without leaving an entry. The app doesn't register it; what reads there is
/// <see cref="PrivacyLogReader"/>.
/// </summary>
/// <param name="log">The log.</param>
public sealed class DevelopmentPrivacyLog(PrivacyLogStore log)
{
    /// <summary>The entries with a support code, oldest first: one as a rule, none when the code is wrong or the entry is past its term.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    public async Task<IReadOnlyList<PrivacyLogEntry>> FindAsync(SupportCode code, CancellationToken cancellationToken)
    {
        TableClient table = await log.Table.GetAsync(cancellationToken);
        List<PrivacyLogEntry> entries = [];
        foreach (PrivacyLogSegment segment in PrivacyLogQuery.WithCode(code).Segments([], log.Clock.GetUtcNow()))
            await foreach (TableEntity entity in table.QueryAsync<TableEntity>(segment.Filter, cancellationToken: cancellationToken))
                entries.Add(PrivacyLogRow.FromEntity(entity));
        return entries;
    }

    /// <summary>The last entries of today (UTC), newest first.</summary>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    public async Task<IReadOnlyList<PrivacyLogEntry>> ReadLatestAsync(int count, CancellationToken cancellationToken)
    {
        TableClient table = await log.Table.GetAsync(cancellationToken);
        string from = PrivacyLogPartition.Start(DateOnly.FromDateTime(log.Clock.GetUtcNow().UtcDateTime));
        string filter = TableClient.CreateQueryFilter($"PartitionKey ge {from}");
        List<PrivacyLogEntry> entries = [];
        await foreach (TableEntity entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            entries.Add(PrivacyLogRow.FromEntity(entity));
        return [.. entries.OrderByDescending(entry => entry.Id).Take(count)];
    }
}
