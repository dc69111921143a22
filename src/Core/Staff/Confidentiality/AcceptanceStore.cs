using System.Globalization;
using Azure.Data.Tables;
using LeerId.Calendar;
using LeerId.Runs;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Staff.Confidentiality;

/// <summary>
/// The table of acceptances, with one partition per person and one row per version and day (Brussels). Within a version the newest row is first. Rows are
/// never changed.
/// </summary>
public sealed partial class AcceptanceStore(
    [FromKeyedServices(StorageAccount.Students)] StorageAccount storage,
    [FromKeyedServices(StorageAccount.StudentsUnattended)] StorageAccount unattended, ILogger<AcceptanceStore> logger) : IPrunedRecords
{
    private const char Separator = '~';
    private const char AfterSeparator = (char)(Separator + 1);

    private readonly StorageTable _table = storage.Table(TableName.Acknowledgements);
    private readonly StorageTable _unattended = unattended.Table(TableName.Acknowledgements);

    /// <inheritdoc />
    public TableName Table => TableName.Acknowledgements;

    /// <summary>The newest acceptance of a version by a person; null if there is none. One read.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async Task<Acceptance?> FindAsync(string objectId, string version, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        string filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {objectId} and RowKey ge {version + Separator} and RowKey lt {version + AfterSeparator}");
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, maxPerPage: 1, cancellationToken: cancellationToken))
        {
            // An unreadable row is not an acceptance. An earlier row may still be valid.
            if (StoredRow.TryRead(row, Read, out Acceptance? acceptance))
                return acceptance;
            LogUnreadable(row);
        }

        return null;
    }

    /// <summary>Lists every stored acceptance, of all versions and persons. A row that can't be read is logged and left out.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public IAsyncEnumerable<Acceptance> ListAsync(CancellationToken cancellationToken) => _table.QueryAsync(
        TableClient.CreateQueryFilter($"PartitionKey ge {""}"), Read, LogUnreadable, cancellationToken);

    /// <summary>Records an acceptance, unless the person already accepted the version that day.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    internal async Task AddAsync(Acceptance acceptance, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        string key = string.Create(
            CultureInfo.InvariantCulture, $"{acceptance.Version}{Separator}{DateOnly.MaxValue.DayNumber - acceptance.Day.DayNumber:D7}");
        await table.TryAddAsync(
            new TableEntity(acceptance.ObjectId, key)
            {
                [nameof(Acceptance.Version)] = acceptance.Version,
                [nameof(Acceptance.At)] = acceptance.At,
            },
            cancellationToken);
    }

    /// <inheritdoc />
    // A row has only the moment of the acceptance, and an acceptance is closed one year later. So the filter also finds acceptances of the last year, which
    // must stay.
    public Task PruneAsync(DateTimeOffset closedBefore, RunCounts counts, CancellationToken cancellationToken) => _unattended.PruneAsync(
        TableClient.CreateQueryFilter($"At lt {closedBefore}"),
        row => StoredRow.TryRead(row, Read, out Acceptance? acceptance) && BrusselsTime.StartOf(acceptance.GoodUntil.AddDays(1)) < closedBefore,
        counts, LogNotDeleted, cancellationToken);

    private static Acceptance Read(TableEntity row) =>
        new(row.PartitionKey, row.Text(nameof(Acceptance.Version)), row.Moment(nameof(Acceptance.At)));

    private void LogUnreadable(TableEntity row) => LogUnreadable(row.PartitionKey, row.RowKey);

    [LoggerMessage(EventId = 9012, Level = LogLevel.Error, Message = "The acceptance {RowKey} of {ObjectId} can't be read and does not count")]
    private partial void LogUnreadable(string objectId, string rowKey);

    [LoggerMessage(EventId = 9013, Level = LogLevel.Error, Message = "An acceptance could not be deleted; the next run retries it")]
    private partial void LogNotDeleted(Exception exception);
}
