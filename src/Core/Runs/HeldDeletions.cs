using Azure;
using Azure.Data.Tables;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Runs;

/// <summary>
/// The deletions that wait for a confirmation: in the table of runs, one row per table. The row is deleted when a run uses the confirmation, or when a run
/// stays within its limit. The records of runs keep who confirmed what.
/// </summary>
public sealed partial class HeldDeletions(
    [FromKeyedServices(StorageAccount.Students)] StorageAccount storage, TimeProvider clock, ILogger<HeldDeletions> logger)
{
    /// <summary>The partition with these rows; no job has that name.</summary>
    internal const string Partition = "held";

    private const int Gone = 404;
    private const int ConditionNotMet = 412;

    private readonly StorageTable _table = storage.Table(TableName.Runs);

    /// <summary>The deletions that wait or that are confirmed, by table.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public async Task<IReadOnlyList<HeldDeletion>> ListAsync(CancellationToken cancellationToken) =>
        await _table.QueryAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), Read, row => LogUnreadable(row.RowKey), cancellationToken)
            .ToListAsync(cancellationToken);

    /// <summary>The deletion of a table that waits or that is confirmed; null if there is none.</summary>
    /// <inheritdoc cref="ListAsync" path="/exception" />
    public async Task<HeldDeletion?> FindAsync(TableName name, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(
            Partition, name.ToString(), cancellationToken: cancellationToken);
        if (!found.HasValue)
            return null;
        if (StoredRow.TryRead(found.Value!, Read, out HeldDeletion? held))
            return held;
        LogUnreadable(found.Value!.RowKey);
        return null;
    }

    /// <summary>Records that a member of staff confirms a deletion. The same person's second confirmation changes nothing.</summary>
    /// <param name="name">The table.</param>
    /// <param name="id">The number of the deletion that the person saw.</param>
    /// <param name="by">The object id of the member of staff.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <inheritdoc cref="ListAsync" path="/exception" />
    public async Task<HeldDeletionOutcome> ConfirmAsync(TableName name, string id, string by, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        while (await FindAsync(name, cancellationToken) is { } held)
        {
            DateTimeOffset now = clock.GetUtcNow();
            if (held.Id != id)
                return new HeldDeletionOutcome.Changed(held);
            if (held.IsConfirmed(now))
                return held.Confirmation!.By == by ? new HeldDeletionOutcome.Confirmed(held) : new HeldDeletionOutcome.AlreadyConfirmed(held);
            HeldDeletion confirmed = held with { Confirmation = new(by, now, now + HeldDeletion.ConfirmedFor) };
            if (await table.TryReplaceAsync(ToEntity(confirmed), cancellationToken) is null)
                continue;
            LogConfirmed(by, held.Deletion.Job, held.Rows, name);
            return new HeldDeletionOutcome.Confirmed(confirmed);
        }

        return new HeldDeletionOutcome.Gone();
    }

    /// <summary>Stores a deletion that a run held, in place of the one that an earlier run held. A confirmation of that one doesn't count any more.</summary>
    /// <inheritdoc cref="ListAsync" path="/exception" />
    internal async Task HoldAsync(HeldDeletion held, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        await table.UpsertEntityAsync(ToEntity(held), TableUpdateMode.Replace, cancellationToken);
    }

    /// <summary>Uses the confirmation of a table's deletion. Of two runs one can use it.</summary>
    /// <param name="name">The table.</param>
    /// <param name="rows">How many rows the run would delete now.</param>
    /// <param name="limit">How many it may delete without a confirmation.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The deletion; null if it isn't confirmed, the confirmation has expired, or the run would delete far more than was confirmed.</returns>
    /// <inheritdoc cref="ListAsync" path="/exception" />
    internal async Task<HeldDeletion?> TryUseAsync(TableName name, long rows, DeletionLimit limit, CancellationToken cancellationToken) =>
        await FindAsync(name, cancellationToken) is { } held && held.IsConfirmed(clock.GetUtcNow()) && rows <= held.Rows + limit.Rows
            && await TryRemoveAsync(name, held.ETag, cancellationToken) ? held : null;

    /// <summary>Removes the deletion of a table if there is one, because a run stays within its limit.</summary>
    /// <inheritdoc cref="ListAsync" path="/exception" />
    internal async Task RemoveAsync(TableName name, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, cancellationToken) is not null)
            await TryRemoveAsync(name, ETag.All, cancellationToken);
    }

    private async Task<bool> TryRemoveAsync(TableName name, ETag asRead, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        try
        {
            using Response response = await table.DeleteEntityAsync(Partition, name.ToString(), asRead, cancellationToken);
            return response.Status != Gone;
        }
        catch (RequestFailedException exception) when (exception.Status == ConditionNotMet)
        {
            return false;
        }
    }

    private static TableEntity ToEntity(HeldDeletion held) => new(Partition, held.Deletion.Table.ToString())
    {
        [nameof(HeldDeletion.Id)] = held.Id,
        [nameof(Deletion.Job)] = held.Deletion.Job,
        [nameof(Deletion.CutOff)] = held.Deletion.CutOff,
        [nameof(Deletion.Ground)] = held.Deletion.Ground,
        [nameof(HeldDeletion.Rows)] = held.Rows,
        [nameof(HeldDeletion.IsAtLeast)] = held.IsAtLeast,
        [nameof(HeldDeletion.Counted)] = held.Counted,
        [nameof(ClockReading.Here)] = held.Clock.Here,
        [nameof(ClockReading.Storage)] = held.Clock.Storage,
        [nameof(DeletionConfirmation.By)] = held.Confirmation?.By,
        [nameof(DeletionConfirmation.At)] = held.Confirmation?.At,
        [nameof(DeletionConfirmation.GoodUntil)] = held.Confirmation?.GoodUntil,
        ETag = held.ETag,
    };

    private static HeldDeletion Read(TableEntity row) => new(
        row.Text(nameof(HeldDeletion.Id)),
        new Deletion(
            row.Text(nameof(Deletion.Job)), Enum.Parse<TableName>(row.RowKey), row.Moment(nameof(Deletion.CutOff)), row.GetString(nameof(Deletion.Ground))),
        Number(row, nameof(HeldDeletion.Rows)), Number(row, nameof(HeldDeletion.Counted)),
        new ClockReading(row.Moment(nameof(ClockReading.Here)), row.Moment(nameof(ClockReading.Storage))))
    {
        IsAtLeast = row.GetBoolean(nameof(HeldDeletion.IsAtLeast)) ?? false,
        Confirmation = row.GetString(nameof(DeletionConfirmation.By)) is { } by
            ? new DeletionConfirmation(by, row.Moment(nameof(DeletionConfirmation.At)), row.Moment(nameof(DeletionConfirmation.GoodUntil)))
            : null,
        ETag = row.ETag,
    };

    private static long Number(TableEntity row, string column) => row.GetInt64(column) ?? throw new InvalidDataException($"The row has no {column}.");

    [LoggerMessage(
        EventId = 7042, Level = LogLevel.Warning, Message = "{ObjectId} confirmed that {Job} may delete {Rows} rows of the table {Table} once")]
    private partial void LogConfirmed(string objectId, string job, long rows, TableName table);

    [LoggerMessage(
        EventId = 7044, Level = LogLevel.Error, Message = "The row held / {Row} of the table Runs can't be read and is left out; the next run replaces it")]
    private partial void LogUnreadable(string row);
}
