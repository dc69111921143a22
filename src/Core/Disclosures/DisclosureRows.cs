using System.Globalization;
using Azure;
using Azure.Data.Tables;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Disclosures;

/// <summary>The table of disclosures. A row that can't be read is logged and skipped.</summary>
public sealed partial class DisclosureRows([FromKeyedServices(StorageAccount.Students)] StorageAccount storage, ILogger<DisclosureRows> logger)
{
    // The filter for every row except the drafts, which DisclosureDrafts reads.
    private static readonly string Recorded = TableClient.CreateQueryFilter($"PartitionKey lt {UnfinishedRows.Partition}");

    private readonly StorageTable _table = storage.Table(TableName.Disclosures);

    /// <summary>Adds a disclosure whose notice must still be registered. If its number exists already, the existing disclosure is returned.</summary>
    public async Task<Disclosure> AddAsync(Disclosure disclosure, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        TableEntity entity = DisclosureRow.ToEntity(disclosure);
        if (await table.TryAddAsync(entity, cancellationToken) is { } added)
            return disclosure with { ETag = added };
        // The existing row is this one, if the response to an earlier attempt was lost, or that of the same request sent twice at the same time.
        return await FindAsync(disclosure.Id, cancellationToken) ?? disclosure with { ETag = ETag.All };
    }

    /// <summary>Finds a disclosure; null if there is none, or if it can't be read.</summary>
    public async Task<Disclosure?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (!Ulid.TryParse(id, CultureInfo.InvariantCulture, out Ulid number))
            return null;
        // The query uses only the number, because the receiver isn't known. The table has few rows.
        return await QueryAsync(TableClient.CreateQueryFilter($"RowKey eq {number.ToString()}"), cancellationToken).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Finds a disclosure whose number has that beginning; null if there is none, or if it can't be read.</summary>
    public async Task<Disclosure?> FindByBeginningAsync(string beginning, CancellationToken cancellationToken)
    {
        // The character ~ sorts after every character that a number can have.
        string past = $"{beginning}~";
        return await QueryAsync(TableClient.CreateQueryFilter($"RowKey ge {beginning} and RowKey lt {past}"), cancellationToken)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Lists all disclosures. Rows that can't be read are logged and skipped.</summary>
    public IAsyncEnumerable<Disclosure> ListAsync(CancellationToken cancellationToken) => QueryAsync("", cancellationToken);

    /// <summary>Lists the disclosures whose notice may be missing, and that are not withdrawn.</summary>
    public IAsyncEnumerable<Disclosure> ListWithoutNoticeAsync(CancellationToken cancellationToken) => QueryAsync(
        TableClient.CreateQueryFilter($"NoticeMissing eq true and State ne {nameof(DisclosureState.Withdrawn)}"), cancellationToken);

    /// <summary>Lists the disclosures that were released or withdrawn. Rows that can't be read are logged and skipped.</summary>
    public IAsyncEnumerable<Disclosure> ListClosedAsync(CancellationToken cancellationToken) => QueryAsync(
        TableClient.CreateQueryFilter($"State eq {nameof(DisclosureState.Released)} or State eq {nameof(DisclosureState.Withdrawn)}"), cancellationToken);

    /// <summary>Deletes a disclosure if the row hasn't changed since it was read; false if it has, or if the row no longer exists.</summary>
    public async Task<bool> TryDeleteAsync(Disclosure disclosure, CancellationToken cancellationToken)
    {
        TableEntity keys = DisclosureRow.KeysOf(disclosure);
        TableClient table = await _table.GetAsync(cancellationToken);
        return await table.TryDeleteAsync(keys.PartitionKey, keys.RowKey, disclosure.ETag, cancellationToken) == RowDeletion.Deleted;
    }

    /// <summary>Changes some properties if the row hasn't changed since it was read. Returns its new ETag, or null if it has changed.</summary>
    public async Task<ETag?> TryMergeAsync(Disclosure disclosure, Dictionary<string, object?> changes, CancellationToken cancellationToken)
    {
        TableEntity entity = DisclosureRow.KeysOf(disclosure);
        foreach ((string name, object? value) in changes)
            entity[name] = value;
        TableClient table = await _table.GetAsync(cancellationToken);
        return await table.TryMergeAsync(entity, disclosure.ETag, cancellationToken);
    }

    private IAsyncEnumerable<Disclosure> QueryAsync(string filter, CancellationToken cancellationToken) =>
        _table.QueryAsync(
            filter.Length == 0 ? Recorded : $"{Recorded} and ({filter})", DisclosureRow.Read, row => LogFaulty(row.PartitionKey, row.RowKey),
            cancellationToken);

    [LoggerMessage(EventId = 9106, Level = LogLevel.Error, Message = "The row {Receiver} / {Row} of the table Disclosures can't be read and is left out")]
    private partial void LogFaulty(string receiver, string row);
}
