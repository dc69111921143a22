using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Requests;

/// <summary>The table of requests of data subjects. A row that can't be read is logged and left out, so that it stops nothing else.</summary>
public sealed partial class RequestRows([FromKeyedServices(StorageAccount.Students)] StorageAccount storage, ILogger<RequestRows> logger)
{
    private readonly StorageTable _table = storage.Table(TableName.Requests);

    /// <summary>Adds a request; false if there is one of its number that another attempt added.</summary>
    internal async Task<bool> TryAddAsync(DataSubjectRequest request, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        return await table.TryAddAsync(RequestRow.ToEntity(request), cancellationToken) is not null
            // If the attempt is this one, the row is from a first try whose answer was lost.
            || (await FindAsync(request.Number, cancellationToken))?.Attempt == request.Attempt;
    }

    /// <summary>A request; null when there is none that can be read.</summary>
    internal async Task<DataSubjectRequest?> FindAsync(string number, CancellationToken cancellationToken)
    {
        if (!Ulid.TryParse(number, CultureInfo.InvariantCulture, out Ulid parsed))
            return null;
        TableClient table = await _table.GetAsync(cancellationToken);
        NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(
            RequestRow.Partition, parsed.ToString(), cancellationToken: cancellationToken);
        if (!found.HasValue)
            return null;
        if (StoredRow.TryRead(found.Value!, RequestRow.Read, out DataSubjectRequest? request))
            return request;
        LogUnreadable(found.Value!.RowKey);
        return null;
    }

    /// <summary>The open requests, the closed ones, or with null all of them, in no order.</summary>
    internal IAsyncEnumerable<DataSubjectRequest> ListAsync(bool? isOpen, CancellationToken cancellationToken) => _table.QueryAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {RequestRow.Partition}"), RequestRow.Read, row => LogUnreadable(row.RowKey), cancellationToken)
        // Storage can't ask for rows that lack a column, and there are few rows.
        .Where(request => isOpen is null || isOpen == request.Answer is null);

    /// <summary>The rows of the requests that were closed before a moment.</summary>
    internal async IAsyncEnumerable<TableEntity> ListClosedAsync(
        DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {RequestRow.Partition} and ClosedAt lt {before}");
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            yield return row;
    }

    /// <summary>Changes some columns if the row is as it was read; false when it is not.</summary>
    internal async Task<bool> TryMergeAsync(DataSubjectRequest asRead, Dictionary<string, object?> changes, CancellationToken cancellationToken)
    {
        TableEntity entity = RequestRow.KeysOf(asRead.Number);
        foreach ((string name, object? value) in changes)
            entity[name] = value;
        TableClient table = await _table.GetAsync(cancellationToken);
        return await table.TryMergeAsync(entity, asRead.ETag, cancellationToken) is not null;
    }

    /// <summary>Deletes a row; false if it is not as it was read, or was gone before.</summary>
    internal async Task<bool> TryDeleteAsync(TableEntity asRead, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        return await table.TryDeleteAsync(asRead.PartitionKey, asRead.RowKey, asRead.ETag, cancellationToken) == RowDeletion.Deleted;
    }

    [LoggerMessage(EventId = 9505, Level = LogLevel.Error, Message = "The row {Row} of the table Requests can't be read and is left out")]
    private partial void LogUnreadable(string row);
}
