using System.Globalization;
using Azure.Data.Tables;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.PrivacyLog.Seals;

/// <summary>The privacy log's rows by day, as they are in the table.</summary>
public sealed class PrivacyLogDays([FromKeyedServices(StorageAccount.StudentsUnattended)] StorageAccount storage, TimeProvider clock)
{
    private const string DayFormat = "yyyyMMdd";
    private const int ShardsAtOnce = 8;

    /// <summary>How long after its end a day (UTC) counts as finished.</summary>
    // An entry made just before midnight may still be on its way into the table.
    public static readonly TimeSpan Margin = TimeSpan.FromMinutes(15);

    private readonly StorageTable _table = storage.Table(TableName.PrivacyLog);

    /// <summary>The last day (UTC) that is over, for a quarter of an hour at least.</summary>
    public DateOnly LastFinished() => DateOnly.FromDateTime((clock.GetUtcNow() - Margin).UtcDateTime).AddDays(-1);

    /// <summary>The first day with an entry; null when there is none.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    public async Task<DateOnly?> EarliestAsync(CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        string filter = TableClient.CreateQueryFilter($"PartitionKey ge {PrivacyLogPartition.Start(PrivacyLogPartition.Beginning)}");
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(
            filter, maxPerPage: 1, select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
        {
            if (row.PartitionKey.Length >= DayFormat.Length
                && DateOnly.TryParseExact(row.PartitionKey[..DayFormat.Length], DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
            {
                return day;
            }
        }

        return null;
    }

    /// <summary>Hashes a day's rows in the table's order, a page in memory at a time.</summary>
    /// <param name="day">The day.</param>
    /// <param name="marked">The row key of the entry to make a path for; null for none.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    public async Task<HashedDay> HashAsync(DateOnly day, string? marked, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        string filter = TableClient.CreateQueryFilter(
            $"PartitionKey ge {PrivacyLogPartition.Start(day)} and PartitionKey lt {PrivacyLogPartition.Start(day.AddDays(1))}");
        using CanonicalRow canonical = new();
        MerkleTree tree = new();
        StaffActions staff = new();
        string? markedPartition = null;
        byte[]? markedLeaf = null;
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            byte[] leaf = MerkleTree.HashLeaf(canonical.Write(row));
            bool mark = markedLeaf is null && row.RowKey == marked;
            if (mark)
                (markedPartition, markedLeaf) = (row.PartitionKey, leaf);
            tree.Add(leaf, mark);
            staff.Add(row);
        }

        (byte[] root, IReadOnlyList<byte[]> path) = tree.Close();
        return new HashedDay(
            tree.Count, root, markedLeaf is null ? null : new MarkedRow(markedPartition!, tree.Marked!.Value, markedLeaf, path), staff.ToCounts());
    }

    /// <summary>What staff did on a day, as its rows are now. Storage still looks at every row, but gives few.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    public async Task<IReadOnlyList<StaffActionCount>> CountStaffAsync(DateOnly day, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        StaffActions staff = new();
        Lock adding = new();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, PrivacyLogPartition.Shards).Select(shard => new PrivacyLogPartition(day, shard).ToString()),
            SideBySide.AtMost(ShardsAtOnce, cancellationToken),
            async (partition, token) =>
            {
                string filter = $"{TableClient.CreateQueryFilter($"PartitionKey eq {partition}")} and {StaffActions.Condition}";
                await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, select: StaffActions.Columns, cancellationToken: token))
                {
                    lock (adding)
                        staff.Add(row);
                }
            });
        return staff.ToCounts();
    }
}

/// <summary>What a day's rows come to.</summary>
public sealed record HashedDay(long Entries, byte[] Root, MarkedRow? Marked, IReadOnlyList<StaffActionCount> Staff);

/// <summary>One row of a hashed day.</summary>
public sealed record MarkedRow(string Partition, long Index, byte[] Leaf, IReadOnlyList<byte[]> Path);
