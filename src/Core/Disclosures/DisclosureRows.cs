using System.Globalization;
using Azure;
using Azure.Data.Tables;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Disclosures;

/// <summary>The table of disclosures. A row that can't be read is logged and left out, so that it stops nothing else.</summary>
public sealed partial class DisclosureRows([FromKeyedServices(StorageAccount.Students)] StorageAccount storage, ILogger<DisclosureRows> logger)
{
    // Every row except the drafts, which DisclosureDrafts reads.
    private static readonly string Recorded = TableClient.CreateQueryFilter($"PartitionKey lt {UnfinishedRows.Partition}");

    private readonly StorageTable _table = storage.Table(TableName.Disclosures);

    /// <summary>Adds a disclosure whose notice is still to be registered, unless there is one of its number; gives the one that is there then.</summary>
    public async Task<Disclosure> AddAsync(Disclosure disclosure, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        TableEntity entity = DisclosureRow.ToEntity(disclosure);
        if (await table.TryAddAsync(entity, cancellationToken) is { } added)
            return disclosure with { ETag = added };
        // This very row, from a first try whose answer was lost, or that of the same request, sent twice at the same time.
        return await FindAsync(disclosure.Id, cancellationToken) ?? disclosure with { ETag = ETag.All };
    }

    /// <summary>A disclosure; null when there is none that can be read.</summary>
    public async Task<Disclosure?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (!Ulid.TryParse(id, CultureInfo.InvariantCulture, out Ulid number))
            return null;
        // By the number alone, without the receiver: the table has few rows.
        return await QueryAsync(TableClient.CreateQueryFilter($"RowKey eq {number.ToString()}"), cancellationToken).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>A disclosure whose number begins so; null when there is none that can be read.</summary>
    public async Task<Disclosure?> FindByBeginningAsync(string beginning, CancellationToken cancellationToken)
    {
        // The mark comes after every character that a number can have.
        string past = $"{beginning}~";
        return await QueryAsync(TableClient.CreateQueryFilter($"RowKey ge {beginning} and RowKey lt {past}"), cancellationToken)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Every disclosure; rows that can't be read are logged and left out.</summary>
    public IAsyncEnumerable<Disclosure> ListAsync(CancellationToken cancellationToken) => QueryAsync("", cancellationToken);

    /// <summary>Those whose notice is not registered as far as is known, and that are not withdrawn.</summary>
    public IAsyncEnumerable<Disclosure> ListWithoutNoticeAsync(CancellationToken cancellationToken) => QueryAsync(
        TableClient.CreateQueryFilter($"NoticeMissing eq true and State ne {nameof(DisclosureState.Withdrawn)}"), cancellationToken);

    /// <summary>Those that were released or withdrawn; rows that can't be read are logged and left out.</summary>
    public IAsyncEnumerable<Disclosure> ListClosedAsync(CancellationToken cancellationToken) => QueryAsync(
        TableClient.CreateQueryFilter($"State eq {nameof(DisclosureState.Released)} or State eq {nameof(DisclosureState.Withdrawn)}"), cancellationToken);

    /// <summary>Deletes a disclosure if the row is as it was read; false when it is not, or was gone before.</summary>
    public async Task<bool> TryDeleteAsync(Disclosure disclosure, CancellationToken cancellationToken)
    {
        TableEntity keys = DisclosureRow.KeysOf(disclosure);
        TableClient table = await _table.GetAsync(cancellationToken);
        return await table.TryDeleteAsync(keys.PartitionKey, keys.RowKey, disclosure.ETag, cancellationToken) == RowDeletion.Deleted;
    }

    /// <summary>Changes some properties if the row is as it was read; its new version, or null when it is not.</summary>
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
