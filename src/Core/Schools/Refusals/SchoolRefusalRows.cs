using System.Globalization;
using Azure;
using Azure.Data.Tables;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Schools.Refusals;

/// <summary>How many sign-ins were refused on a day because a school has no contract.</summary>
/// <param name="Day">The day, Brussels calendar.</param>
/// <param name="School">The number of the school.</param>
/// <param name="Count">The number of refused sign-ins.</param>
public sealed record SchoolRefusals(DateOnly Day, SchoolNumber School, long Count);

/// <summary>
/// The table of refused sign-ins per day and school: a partition per day, and a row per school with a count and nothing else. One row in a partition of its
/// own is the switch.
/// </summary>
public sealed partial class SchoolRefusalRows(
    [FromKeyedServices(StorageAccount.StudentsUnattended)] StorageAccount storage, ILogger<SchoolRefusalRows> logger)
{
    // This partition sorts after that of every day.
    private const string SwitchPartition = "switch";
    private const string SwitchRow = "counting";
    private const string DayFormat = "yyyyMMdd";
    private const string LastWrite = "LastWrite";
    private const int DeletionsAtOnce = 8;

    private readonly StorageTable _table = storage.Table(TableName.SchoolRefusals);

    /// <summary>The counts from a day on, by day and school. A row that can't be read is logged and left out.</summary>
    /// <param name="from">The first day, Brussels calendar.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public IAsyncEnumerable<SchoolRefusals> ListAsync(DateOnly from, CancellationToken cancellationToken) => _table.QueryAsync(
        TableClient.CreateQueryFilter($"PartitionKey ge {PartitionOf(from)} and PartitionKey lt {SwitchPartition}"), Read,
        row => LogUnreadable(row.PartitionKey), cancellationToken);

    /// <summary>
    /// Adds to the count of a day and a school. Other instances add to it as well, so that the row is replaced only if it is still as it was read. Each row has
    /// the mark of the last write, so that a repeated request whose first answer was lost is not added twice.
    /// </summary>
    internal async Task AddAsync(SchoolRefusals refusals, string write, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        while (true)
        {
            TableEntity? row = await FindAsync(table, PartitionOf(refusals.Day), refusals.School.ToString(), cancellationToken);
            if (row is not null && row.TryGetValue(LastWrite, out object? last) && Equals(last, write))
                return;
            ETag? stored;
            if (row is null)
            {
                row = new TableEntity(PartitionOf(refusals.Day), refusals.School.ToString())
                {
                    [nameof(SchoolRefusals.Count)] = refusals.Count,
                    [LastWrite] = write,
                };
                stored = await table.TryAddAsync(row, cancellationToken);
            }
            else
            {
                row[nameof(SchoolRefusals.Count)] = CountOf(row) + refusals.Count;
                row[LastWrite] = write;
                stored = await table.TryReplaceAsync(row, cancellationToken);
            }

            if (stored is not null)
                return;
        }
    }

    /// <summary>Deletes the counts that meet a condition. If an instance adds to a row meanwhile, the row stays until the next run.</summary>
    /// <param name="isDeleted">Whether a count is to be deleted; a row that can't be read always is. Called by several threads.</param>
    /// <param name="deleteAsync">Calls the deletion of a row, or leaves it. Called by several threads.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal async Task DeleteAsync(Func<SchoolRefusals, bool> isDeleted, Func<Func<Task<bool>>, Task> deleteAsync, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        string filter = TableClient.CreateQueryFilter($"PartitionKey lt {SwitchPartition}");
        await Parallel.ForEachAsync(
            table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken), SideBySide.AtMost(DeletionsAtOnce, cancellationToken),
            async (row, token) =>
            {
                if (!StoredRow.TryRead(row, Read, out SchoolRefusals? refusals) || isDeleted(refusals))
                {
                    await deleteAsync(async () =>
                        await table.TryDeleteAsync(row.PartitionKey, row.RowKey, row.ETag, token) == RowDeletion.Deleted);
                }
            });
    }

    /// <summary>The switch; off when it was never turned on, or its row can't be read.</summary>
    internal async Task<RefusalCounting> ReadSwitchAsync(CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        return ReadSwitch(await FindAsync(table, SwitchPartition, SwitchRow, cancellationToken));
    }

    /// <summary>Stores a decision; false when the switch is in that position already.</summary>
    internal async Task<bool> TryDecideAsync(RefusalCounting decision, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        while (true)
        {
            TableEntity? row = await FindAsync(table, SwitchPartition, SwitchRow, cancellationToken);
            RefusalCounting current = ReadSwitch(row);
            if (current.IsOn == decision.IsOn)
                // If this very decision is stored, the answer to the first request was lost.
                return current == decision;
            TableEntity changed = new(SwitchPartition, SwitchRow)
            {
                ETag = row?.ETag ?? default,
                [nameof(RefusalCounting.IsOn)] = decision.IsOn,
                [nameof(RefusalCounting.DecidedAt)] = decision.DecidedAt,
                [nameof(RefusalCounting.DecidedBy)] = decision.DecidedBy,
            };
            ETag? stored = row is null ? await table.TryAddAsync(changed, cancellationToken) : await table.TryReplaceAsync(changed, cancellationToken);
            if (stored is not null)
                return true;
        }
    }

    private static async Task<TableEntity?> FindAsync(TableClient table, string partition, string row, CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    private static RefusalCounting ReadSwitch(TableEntity? row) => row is not null && StoredRow.TryRead(row, ReadDecision, out RefusalCounting? decision)
        ? decision : RefusalCounting.Undecided;

    private static RefusalCounting ReadDecision(TableEntity row) => new(
        row.GetBoolean(nameof(RefusalCounting.IsOn)) ?? throw new InvalidDataException("The row has no position."),
        row.Moment(nameof(RefusalCounting.DecidedAt)), row.Text(nameof(RefusalCounting.DecidedBy)));

    private static SchoolRefusals Read(TableEntity row) => new(
        DateOnly.ParseExact(row.PartitionKey, DayFormat, CultureInfo.InvariantCulture), SchoolNumber.Parse(row.RowKey),
        row.GetInt64(nameof(SchoolRefusals.Count)) ?? throw new InvalidDataException("The row has no count."));

    private static long CountOf(TableEntity row) => row.TryGetValue(nameof(SchoolRefusals.Count), out object? count) && count is long number ? number : 0;

    private static string PartitionOf(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    [LoggerMessage(EventId = 3032, Level = LogLevel.Error, Message = "A row of the day {Day} in the table SchoolRefusals can't be read and is left out")]
    private partial void LogUnreadable(string day);
}
