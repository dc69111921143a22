using Azure;
using Azure.Data.Tables;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Schools;

/// <summary>The table of schools with a contract. The list is read as a whole, and changed one school at a time (docs/adr/0008).</summary>
public sealed partial class SchoolStore(
    [FromKeyedServices(StorageAccount.Students)] StorageAccount storage, SchoolHistory history, TimeProvider clock, ILogger<SchoolStore> logger)
{
    private readonly StorageTable _table = storage.Table(TableName.Schools);

    /// <summary>Reads the whole list, never a part of it. A row that can't be read is logged and skipped.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<SchoolList> ListAsync(CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        SchoolListPointer pointer = await SchoolListPointer.ReadAsync(table, cancellationToken);
        while (true)
        {
            List<TableEntity> rows = [];
            await foreach (TableEntity row in table.QueryAsync<TableEntity>(SchoolRows.Filter(pointer.ListId), cancellationToken: cancellationToken))
            {
                if (SchoolRows.IsOf(pointer.ListId, row.RowKey))
                    rows.Add(row);
            }

            // Rows are deleted only after the pointer has moved to another list. If the pointer is unchanged, the list was complete.
            SchoolListPointer after = await SchoolListPointer.ReadAsync(table, cancellationToken);
            if (after.Revision == pointer.Revision)
                return Read(pointer, rows);
            pointer = after;
        }
    }

    /// <summary>Finds a school's contract; null if it has none, or if its row can't be read.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<SchoolContract?> FindAsync(SchoolNumber number, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        SchoolListPointer pointer = await SchoolListPointer.ReadAsync(table, cancellationToken);
        while (true)
        {
            if (await FindRowAsync(table, pointer, number, cancellationToken) is { } row)
                return SchoolRows.TryRead(pointer.ListId, row);
            SchoolListPointer after = await SchoolListPointer.ReadAsync(table, cancellationToken);
            if (after.Revision == pointer.Revision)
                return null;
            pointer = after;
        }
    }

    /// <summary>Stores a contract, and replaces the previous contract of the school, without checking it against the other schools.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="changedBy">The person or program that changes it, for the history.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task PutAsync(SchoolContract contract, string changedBy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(contract);
        TableClient table = await _table.GetAsync(cancellationToken);
        string change = NewChange();
        while (true)
        {
            SchoolListPointer pointer = await SchoolListPointer.ReadAsync(table, cancellationToken);
            if (pointer.Changes.Contains(change))
                return;
            TableEntity? row = await FindRowAsync(table, pointer, contract.Number, cancellationToken);
            SchoolContract? before = row is null ? null : SchoolRows.TryRead(pointer.ListId, row);
            if (await TryPutAsync(contract, pointer, row is not null, before, change, changedBy, cancellationToken))
                return;
        }
    }

    /// <summary>Removes a school's contract, if it is the one that the editor saw.</summary>
    /// <param name="number">The school's number.</param>
    /// <param name="editor">The person or program that changes it, for the history, and the revision.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<SchoolOutcome> DeleteAsync(SchoolNumber number, SchoolEditor editor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(editor);
        TableClient table = await _table.GetAsync(cancellationToken);
        string change = NewChange();
        while (true)
        {
            SchoolListPointer pointer = await SchoolListPointer.ReadAsync(table, cancellationToken);
            if (pointer.Changes.Contains(change))
                return new SchoolOutcome.Removed();
            if (await FindRowAsync(table, pointer, number, cancellationToken) is not { } row)
                return new SchoolOutcome.NotOnList();
            SchoolContract? present = SchoolRows.TryRead(pointer.ListId, row);
            if (!SchoolRevision.Matches(editor.Revision, present))
                return new SchoolOutcome.Changed(present);
            TableTransactionAction removal = new(TableTransactionActionType.Delete, row, ETag.All);
            SchoolHistoryEntry entry = Entry(SchoolChangeWay.Delete, number, present, after: null, editor.ObjectId, pointer);
            if (await TryChangeAsync(table, pointer, removal, -1, change, entry, cancellationToken))
                return new SchoolOutcome.Removed();
        }
    }

    /// <summary>Whether a list that was read before is still in force. A change by hand in a row isn't noticed.</summary>
    internal async Task<bool> IsInForceAsync(SchoolList list, CancellationToken cancellationToken)
    {
        SchoolListPointer pointer = await SchoolListPointer.ReadAsync(await _table.GetAsync(cancellationToken), cancellationToken);
        return pointer.ListId == list.Pointer.ListId && pointer.Revision == list.Revision;
    }

    /// <summary>Makes an id that identifies a change whose response was lost.</summary>
    internal string NewChange() => Ulid.NewUlid(clock.GetUtcNow()).ToString();

    /// <summary>Stores a contract if the list hasn't changed; false if it has, or if an earlier attempt succeeded and its response was lost.</summary>
    internal async Task<bool> TryPutAsync(
        SchoolContract contract, SchoolListPointer pointer, bool exists, SchoolContract? before, string change, string changedBy,
        CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        TableTransactionAction row = new(TableTransactionActionType.UpsertReplace, SchoolRows.ToEntity(pointer.ListId, contract));
        SchoolHistoryEntry entry = Entry(SchoolChangeWay.Put, contract.Number, before, contract, changedBy, pointer);
        return await TryChangeAsync(table, pointer, row, exists ? 0 : 1, change, entry, cancellationToken);
    }

    /// <summary>Checks that the table is available, and throws if it isn't.</summary>
    internal Task PingAsync(CancellationToken cancellationToken) => _table.PingAsync(cancellationToken);

    private static async Task<TableEntity?> FindRowAsync(
        TableClient table, SchoolListPointer pointer, SchoolNumber number, CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(
            SchoolRows.Partition, SchoolRows.Key(pointer.ListId, number), cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    private SchoolHistoryEntry Entry(
        SchoolChangeWay way, SchoolNumber number, SchoolContract? before, SchoolContract? after, string changedBy, SchoolListPointer pointer) =>
        new(clock.GetUtcNow(), changedBy, way, number, before, after, pointer.Revision + 1);

    private async Task<bool> TryChangeAsync(
        TableClient table, SchoolListPointer pointer, TableTransactionAction row, int added, string change, SchoolHistoryEntry entry,
        CancellationToken cancellationToken)
    {
        await history.DeliverAsync(pointer, cancellationToken);
        int count = pointer.Exists ? pointer.Count : await CountAsync(table, pointer, cancellationToken);
        bool isMade;
        try
        {
            // The caller's token isn't used: once the transaction is sent, a caller that disconnects must not prevent the log line.
            await table.SubmitTransactionAsync(
                [
                    row, pointer.Next(pointer.ListId, count + added, change, entry.At),
                    new TableTransactionAction(TableTransactionActionType.Add, SchoolHistoryRows.Stage(change, entry)),
                ],
                CancellationToken.None);
            isMade = true;
        }
        catch (RequestFailedException exception) when (SchoolListConflict.Is(exception))
        {
            isMade = false;
        }

        // Also after a conflict: if an earlier attempt made the change and its response was lost, the entry is staged.
        await history.TryDeliverAsync(change);
        return isMade;
    }

    private static async Task<int> CountAsync(TableClient table, SchoolListPointer pointer, CancellationToken cancellationToken)
    {
        int count = 0;
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(
            SchoolRows.Filter(pointer.ListId), select: [nameof(TableEntity.RowKey)], cancellationToken: cancellationToken))
        {
            if (SchoolRows.IsOf(pointer.ListId, row.RowKey))
                count++;
        }

        return count;
    }

    private SchoolList Read(SchoolListPointer pointer, List<TableEntity> rows)
    {
        List<SchoolContract> contracts = [];
        foreach (TableEntity row in rows)
        {
            // One faulty row must not lock out the pupils of all other schools.
            if (SchoolRows.TryRead(pointer.ListId, row) is { } contract)
                contracts.Add(contract);
            else
                LogFaulty(row.RowKey);
        }

        // A row that somebody removed by hand must not do so either.
        SchoolList list = new(pointer, contracts, rows.Select(row => row.RowKey));
        if (!list.IsCounted)
            LogMiscounted(rows.Count, pointer.Count);
        return list;
    }

    [LoggerMessage(EventId = 3002, Level = LogLevel.Error, Message = "The row of school {Number} can't be read and is left out")]
    private partial void LogFaulty(string number);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Error,
        Message = "The list of schools has {Rows} rows instead of {Count}: somebody added or removed rows by hand")]
    private partial void LogMiscounted(int rows, int count);
}
