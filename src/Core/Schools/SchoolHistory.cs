using Azure;
using Azure.Data.Tables;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Schools;

/// <summary>
/// The history of the contracts on the list. The list and its history are different tables, and storage has no transaction over both. Therefore the
/// entries of a change are staged in the partition of the list: those of one school in the transaction that changes it, those of an import before the
/// switch. After the change they are moved into the history. If that fails, the next change or the next reading of the history moves them first. Until
/// then the entries stay staged, so that none is lost.
/// </summary>
/// <remarks>
/// An entry written into the history before its change could describe a change that was never made. Moving an entry twice is harmless, because its key is
/// derived from the entry. Only the last change can have staged entries: the row <c>current</c> names it.
/// </remarks>
public sealed partial class SchoolHistory([FromKeyedServices(StorageAccount.Students)] StorageAccount storage, ILogger<SchoolHistory> logger)
{
    /// <summary>The maximum number of changes of a school that are shown.</summary>
    public const int MaximumEntries = 1000;

    private readonly StorageTable _schools = storage.Table(TableName.Schools);
    private readonly StorageTable _history = storage.Table(TableName.SchoolHistory);

    /// <summary>Reads the newest changes of a school, newest first. A row that can't be read is logged and skipped.</summary>
    /// <param name="number">The school's number, as it was at the change. A school that is not on the list has a history too.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<SchoolHistoryAnswer> ReadAsync(SchoolNumber number, CancellationToken cancellationToken)
    {
        TableClient schools = await _schools.GetAsync(cancellationToken);
        await DeliverAsync(await SchoolListPointer.ReadAsync(schools, cancellationToken), cancellationToken);

        List<SchoolHistoryEntry> entries = [];
        await foreach (SchoolHistoryEntry entry in _history.QueryAsync(
            SchoolHistoryRows.FilterOf(number), SchoolHistoryRows.Read, LogUnreadable, cancellationToken))
        {
            if (entries.Count == MaximumEntries)
                return new SchoolHistoryAnswer(number, entries, IsComplete: false);
            entries.Add(entry);
        }

        return new SchoolHistoryAnswer(number, entries, IsComplete: true);
    }

    /// <summary>Finds one change of a school; null if none of the newest has that revision of the list.</summary>
    /// <inheritdoc cref="ReadAsync(SchoolNumber, CancellationToken)" path="/exception" />
    public async Task<SchoolHistoryEntry?> FindAsync(SchoolNumber number, long revision, CancellationToken cancellationToken) =>
        (await ReadAsync(number, cancellationToken)).Entries.FirstOrDefault(entry => entry.Revision == revision);

    /// <summary>Reads the imports since a moment, newest first. A row that can't be read is logged and skipped.</summary>
    /// <inheritdoc cref="ReadAsync(SchoolNumber, CancellationToken)" path="/exception" />
    internal async Task<IReadOnlyList<SchoolImportRecord>> ReadImportsAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        await DeliverAsync(await SchoolListPointer.ReadAsync(await _schools.GetAsync(cancellationToken), cancellationToken), cancellationToken);
        return await _history.QueryAsync(SchoolHistoryRows.ImportsSince(since), SchoolHistoryRows.ReadImport, LogUnreadable, cancellationToken)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Reads the schools of one change, by number. A row that can't be read is logged and skipped.</summary>
    /// <inheritdoc cref="ReadAsync(SchoolNumber, CancellationToken)" path="/exception" />
    internal async Task<IReadOnlyList<SchoolHistoryEntry>> ReadAsync(long revision, CancellationToken cancellationToken) =>
        await _history.QueryAsync(SchoolHistoryRows.FilterOf(revision), SchoolHistoryRows.Read, LogUnreadable, cancellationToken)
            .ToListAsync(cancellationToken);

    /// <summary>Moves the entries of the last change into the history, if they are still staged. Every change calls this first.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    internal async Task DeliverAsync(SchoolListPointer pointer, CancellationToken cancellationToken)
    {
        if (pointer.LastChange is { } change)
            await DeliverAsync(change, cancellationToken);
    }

    /// <summary>Moves the entries of a finished change into the history. If storage fails, that is logged, and the next change moves them.</summary>
    internal async Task TryDeliverAsync(string change)
    {
        try
        {
            // The caller's token isn't used: the change is made, and its history must be stored even if the caller disconnects.
            await DeliverAsync(change, CancellationToken.None);
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            string fault = exception.GetType().Name;
            LogNotDelivered(fault);
        }
    }

    private async Task DeliverAsync(string change, CancellationToken cancellationToken)
    {
        TableClient schools = await _schools.GetAsync(cancellationToken);
        List<(TableEntity Staged, TableEntity Entry)> rows = [];
        List<SchoolHistoryEntry> entries = [];
        await foreach (TableEntity row in schools.QueryAsync<TableEntity>(SchoolHistoryRows.StagedFilter(change), cancellationToken: cancellationToken))
        {
            // A damaged row must not block all later changes.
            if (!StoredRow.TryRead(row, SchoolHistoryRows.Read, out SchoolHistoryEntry? entry))
            {
                LogUnreadable(row);
                continue;
            }

            rows.Add((row, SchoolHistoryRows.Deliver(entry)));
            entries.Add(entry);
        }

        if (rows.Count == 0)
            return;
        TableClient history = await _history.GetAsync(cancellationToken);
        // The record is stored before the first staged row is removed. A later delivery of the remaining rows would count fewer schools.
        if (entries[0].Way is SchoolChangeWay.Import or SchoolChangeWay.OpenData or SchoolChangeWay.Undo)
            await history.TryAddAsync(SchoolHistoryRows.ToEntity(SchoolImportRecord.Of(entries)), cancellationToken);
        await SchoolRows.WriteAsync(history, rows.Select(row => row.Entry), cancellationToken);

        // Another instance that moves them at the same time finds fewer rows from here on. Each missing row is already in the history.
        await SchoolRows.RemoveAsync(schools, rows.Select(row => row.Staged), cancellationToken);
    }

    private void LogUnreadable(TableEntity row) => LogUnreadable(row.RowKey);

    [LoggerMessage(EventId = 3015, Level = LogLevel.Warning,
        Message = "The history of a change of the list of schools could not be completed yet ({Fault}); the next change or reading of the history does it")]
    private partial void LogNotDelivered(string fault);

    [LoggerMessage(EventId = 3016, Level = LogLevel.Error, Message = "The row {RowKey} of the history of schools can't be read and is left out")]
    private partial void LogUnreadable(string rowKey);
}
