using Azure;
using Azure.Data.Tables;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.PrivacyLog.Seals;

/// <summary>
/// Stores how far the shards of unsealed days have been read, in a partition of the table of seals with one row per day and shard. A row is replaced only
/// if nobody else changed it, so that two runs can't mix their readings. When a day is sealed, its rows are deleted.
/// </summary>
public sealed class SealProgress([FromKeyedServices(StorageAccount.StudentsUnattended)] StorageAccount storage)
{
    /// <summary>The partition. Its key differs from those of the seals, which are years.</summary>
    internal const string Partition = "progress";

    private const int DeletionsAtOnce = 8;

    private readonly StorageTable _table = storage.Table(TableName.Seals);

    /// <summary>The shards that were not read to their end, by day and shard.</summary>
    /// <param name="first">The first day.</param>
    /// <param name="last">The last day.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    internal async Task<IReadOnlyList<ShardReading>> ListUnfinishedAsync(DateOnly first, DateOnly last, CancellationToken cancellationToken) =>
        [.. (await ListAsync(first, last, cancellationToken)).Where(reading => reading.Root is null)];

    /// <summary>The result for a day; null until all its shards have been read to their end.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    internal async Task<HashedDay?> FindFinishedAsync(DateOnly day, CancellationToken cancellationToken)
    {
        List<ShardReading> shards = await ListAsync(day, day, cancellationToken);
        if (shards.Exists(shard => shard.Root is null))
            return null;

        StaffActions staff = new();
        SignInCounts signIns = new();
        foreach (ShardReading shard in shards)
        {
            staff.Add(shard.Staff);
            signIns.Add(shard.SignIns);
        }

        byte[] root = PrivacyLogDays.JoinShards(shards.Select(shard => shard.Root!)).Root;
        return new HashedDay(shards.Sum(shard => shard.Entries), root, shards.Count, staff.ToCounts()) { SignIns = signIns.ToCounts() };
    }

    /// <summary>Stores a reading; false if another run has stored the shard since this reading was loaded.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    internal async Task<bool> TrySaveAsync(ShardReading reading, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        TableEntity row = reading.ToEntity(Partition);
        ETag? stored = reading.Stored is null
            ? await table.TryAddAsync(row, cancellationToken)
            : await table.TryReplaceAsync(row, cancellationToken);
        reading.Stored = stored ?? reading.Stored;
        return stored is not null;
    }

    /// <summary>Deletes the readings of the days before a day.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    internal async Task DeleteBeforeAsync(DateOnly day, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey lt {PrivacyLogPartition.Start(day)}");
        await Parallel.ForEachAsync(
            table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken),
            SideBySide.AtMost(DeletionsAtOnce, cancellationToken),
            async (row, token) => await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, token));
    }

    /// <summary>Every shard of the days, with its stored reading or a new one. A shard whose row is damaged is read from its start.</summary>
    private async Task<List<ShardReading>> ListAsync(DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        string filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {Partition} and RowKey ge {PrivacyLogPartition.Start(first)} and RowKey lt {PrivacyLogPartition.Start(last.AddDays(1))}");
        Dictionary<string, TableEntity> rows = await table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken)
            .ToDictionaryAsync(row => row.RowKey, cancellationToken: cancellationToken);
        return
        [
            .. from day in Enumerable.Range(first.DayNumber, last.DayNumber - first.DayNumber + 1).Select(DateOnly.FromDayNumber)
               from shard in PrivacyLogPartition.Of(day)
               select rows.TryGetValue(shard.ToString(), out TableEntity? row) ? Read(shard, row) : new ShardReading(shard),
        ];
    }

    private static ShardReading Read(PrivacyLogPartition shard, TableEntity row) =>
        StoredRow.TryRead(row, stored => ShardReading.FromEntity(shard, stored), out ShardReading? reading) ? reading : new ShardReading(shard, row.ETag);
}
