using System.Globalization;
using Azure;
using Azure.Data.Tables;
using LeerId.Runs;
using LeerId.Storage;
using LeerId.Students;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Restrictions;

/// <summary>The table of restrictions. A row that can't be read is logged and left out, so that it stops nothing else. The event raises an alert.</summary>
public sealed partial class RestrictionRows(
    [FromKeyedServices(StorageAccount.Students)] StorageAccount storage, ILogger<RestrictionRows> logger) : IPrunedRecords
{
    private const string Attempt = "Attempt";

    private static readonly string Open = TableClient.CreateQueryFilter($"PartitionKey eq {RestrictionRow.Partition} and IsOpen eq true");

    private readonly StorageTable _table = storage.Table(TableName.Restrictions);

    /// <inheritdoc />
    public TableName Table => TableName.Restrictions;

    /// <summary>Whether the table answers: throws if it doesn't.</summary>
    internal Task PingAsync(CancellationToken cancellationToken) => _table.PingAsync(cancellationToken);

    /// <summary>Adds a restriction, unless there is one with its number; returns the one that is there then.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public async Task<Restriction> AddAsync(Restriction restriction, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(restriction);
        TableEntity entity = RestrictionRow.ToEntity(restriction);
        string attempt = Guid.NewGuid().ToString("N");
        entity[Attempt] = attempt;
        TableClient table = await _table.GetAsync(cancellationToken);
        if (await table.TryAddAsync(entity, cancellationToken) is not null)
            return restriction;
        TableEntity there = await table.GetEntityAsync<TableEntity>(entity.PartitionKey, entity.RowKey, cancellationToken: cancellationToken);
        // If the attempt is this one, the row is from a first try whose answer was lost.
        return there.GetString(Attempt) == attempt ? restriction : RestrictionRow.Read(there);
    }

    /// <summary>A restriction; null when there is none with that number that can be read.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public async Task<Restriction?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (!Ulid.TryParse(id, CultureInfo.InvariantCulture, out Ulid number))
            return null;
        TableClient table = await _table.GetAsync(cancellationToken);
        NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(
            RestrictionRow.Partition, number.ToString(), cancellationToken: cancellationToken);
        if (!found.HasValue)
            return null;
        if (StoredRow.TryRead(found.Value!, RestrictionRow.Read, out Restriction? restriction))
            return restriction;
        LogFaulty(found.Value!.RowKey);
        return null;
    }

    /// <summary>Every restriction, by number.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public IAsyncEnumerable<Restriction> ListAsync(CancellationToken cancellationToken) =>
        QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {RestrictionRow.Partition}"), RestrictionRow.Read, cancellationToken);

    /// <summary>The restrictions in force.</summary>
    /// <inheritdoc cref="ListAsync" path="/exception" />
    public IAsyncEnumerable<Restriction> ListOpenAsync(CancellationToken cancellationToken) => QueryAsync(Open, RestrictionRow.Read, cancellationToken);

    /// <summary>The restrictions in force on a pupil, as storage has them now. A damaged row counts as long as its pseudonyms can be read.</summary>
    /// <param name="keys">Every key under which a restriction of the pupil can be.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <inheritdoc cref="ListAsync" path="/exception" />
    internal async Task<IReadOnlyList<RestrictedStudent>> FindOpenAsync(IEnumerable<StudentKey> keys, CancellationToken cancellationToken)
    {
        HashSet<StudentKey> pupil = [.. keys];
        return await ListOpenStudentsAsync(cancellationToken).Where(student => student.Keys.Any(pupil.Contains)).ToListAsync(cancellationToken);
    }

    /// <summary>The pseudonyms of every restriction in force, for the list in memory, and whether the data under them must be kept.</summary>
    /// <inheritdoc cref="ListAsync" path="/exception" />
    internal IAsyncEnumerable<RestrictedStudent> ListOpenStudentsAsync(CancellationToken cancellationToken) =>
        QueryAsync(Open, row => new RestrictedStudent(row.RowKey, RestrictionRow.ReadStudents(row), RestrictionRow.KeepsData(row)), cancellationToken);

    /// <summary>Changes some properties if the row is as it was read; false when it is not.</summary>
    /// <inheritdoc cref="ListAsync" path="/exception" />
    public async Task<bool> TryMergeAsync(Restriction restriction, Dictionary<string, object?> changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(restriction);
        ArgumentNullException.ThrowIfNull(changes);
        TableEntity entity = RestrictionRow.KeysOf(restriction);
        foreach ((string name, object? value) in changes)
            entity[name] = value;
        TableClient table = await _table.GetAsync(cancellationToken);
        return await table.TryMergeAsync(entity, restriction.ETag, cancellationToken) is not null;
    }

    /// <inheritdoc />
    public async Task PruneAsync(DateTimeOffset closedBefore, RunCounts counts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(counts);
        TableClient table = await _table.GetAsync(cancellationToken);
        string filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {RestrictionRow.Partition} and IsOpen eq false and LiftedAt lt {closedBefore}");
        string[] columns = [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey)];
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, maxPerPage: null, columns, cancellationToken))
        {
            counts.AddExamined();
            await counts.TryAsync(
                () => counts.DeleteAsync(async () =>
                    await table.TryDeleteAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken) == RowDeletion.Deleted),
                exception => LogNotPruned(row.RowKey, exception), cancellationToken);
        }
    }

    private IAsyncEnumerable<T> QueryAsync<T>(string filter, Func<TableEntity, T> read, CancellationToken cancellationToken)
        where T : class => _table.QueryAsync(filter, read, row => LogFaulty(row.RowKey), cancellationToken);

    [LoggerMessage(
        EventId = 9704, Level = LogLevel.Error,
        Message = "The row {Row} of the table Restrictions can't be read and is left out, so that the restriction may not hold")]
    private partial void LogFaulty(string row);

    [LoggerMessage(EventId = 9705, Level = LogLevel.Error, Message = "The lifted restriction {Row} could not be deleted after its retention period")]
    private partial void LogNotPruned(string row, Exception exception);
}

/// <summary>The part of a restriction in force that identifies the pupil.</summary>
/// <param name="Id">The number of the restriction.</param>
/// <param name="Keys">The pseudonyms.</param>
/// <param name="KeepsData">Whether the data under them must be kept.</param>
internal sealed record RestrictedStudent(string Id, StudentKey[] Keys, bool KeepsData);
