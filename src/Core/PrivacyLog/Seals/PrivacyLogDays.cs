using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.PrivacyLog.Seals;

/// <summary>Reads the privacy log's rows by day, as they are in the table.</summary>
public sealed class PrivacyLogDays([FromKeyedServices(StorageAccount.StudentsUnattended)] StorageAccount storage, TimeProvider clock)
{
    private const string DayFormat = "yyyyMMdd";
    private const int ShardsAtOnce = 8;
    // Several shards are read at once. Smaller pages limit the memory to that of one full page.
    private const int ShardPageSize = 250;

    /// <summary>The time after the end of a day (UTC) when the day counts as finished.</summary>
    // An entry that was made just before midnight may reach the table a little later.
    public static readonly TimeSpan Margin = TimeSpan.FromMinutes(15);

    private readonly StorageTable _table = storage.Table(TableName.PrivacyLog);

    /// <summary>The last finished day (UTC): it ended at least a quarter of an hour ago.</summary>
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

    /// <summary>Hashes a day's rows in the table's order, with one page in memory at a time.</summary>
    /// <param name="day">The day.</param>
    /// <param name="shards">The number of shards: that of <see cref="PrivacyLogPartition"/>, or 1 for the whole day as one shard.</param>
    /// <param name="marked">The row key of the entry that needs a path; null for none.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    internal async Task<HashedDay> HashAsync(DateOnly day, int shards, string? marked, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        string filter = TableClient.CreateQueryFilter(
            $"PartitionKey ge {PrivacyLogPartition.Start(day)} and PartitionKey lt {PrivacyLogPartition.Start(day.AddDays(1))}");
        using CanonicalRow canonical = new();
        MerkleTree[] trees = [.. Enumerable.Range(0, shards).Select(_ => new MerkleTree())];
        string[] ends = [.. PrivacyLogPartition.Of(day).Take(shards - 1).Select(each => each.Until)];
        StaffActions staff = new();
        StaffPeople people = new();
        int shard = 0;
        string? markedPartition = null;
        byte[]? markedLeaf = null;
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            while (shard < ends.Length && string.CompareOrdinal(row.PartitionKey, ends[shard]) >= 0)
                shard++;
            byte[] leaf = MerkleTree.HashLeaf(canonical.Write(row));
            bool mark = markedLeaf is null && row.RowKey == marked;
            if (mark)
                (markedPartition, markedLeaf) = (row.PartitionKey, leaf);
            trees[shard].Add(leaf, mark);
            staff.Add(row);
            people.Add(row);
        }

        int markedShard = Array.FindIndex(trees, tree => tree.Marked is not null);
        (byte[] Root, IReadOnlyList<byte[]> Path)[] closed = [.. trees.Select(tree => tree.Close())];
        (byte[] root, IReadOnlyList<byte[]> shardPath) = JoinShards(closed.Select(tree => tree.Root), markedShard);
        return new HashedDay(
            trees.Sum(tree => tree.Count), root, shards, staff.ToCounts(),
            markedShard < 0 ? null : new MarkedRow(
                markedPartition!, trees[markedShard].Marked!.Value, markedLeaf!, closed[markedShard].Path,
                markedShard, trees[markedShard].Count, shardPath),
            people.ToList());
    }

    /// <summary>Builds the tree over the roots of a day's shards, in order. Returns its root and the path from the marked shard.</summary>
    internal static (byte[] Root, IReadOnlyList<byte[]> Path) JoinShards(IEnumerable<byte[]> roots, int marked = -1)
    {
        MerkleTree tree = new();
        foreach ((int shard, byte[] root) in roots.Index())
            tree.Add(root, shard == marked);
        return tree.Close();
    }

    /// <summary>The pages of a shard's rows in the table's order, from the start or after a row.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="after">The partition key and the row key of the row; null for the start.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    internal async IAsyncEnumerable<IReadOnlyList<TableEntity>> PagesAsync(
        PrivacyLogPartition shard, (string Partition, string Row)? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        // Two queries, because storage scans the whole table for a query with "or".
        string[] filters = after is var (partition, row)
            ?
            [
                TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {row}"),
                TableClient.CreateQueryFilter($"PartitionKey gt {partition} and PartitionKey lt {shard.Until}"),
            ]
            : [TableClient.CreateQueryFilter($"PartitionKey ge {shard.From} and PartitionKey lt {shard.Until}")];
        foreach (string filter in filters)
        {
            AsyncPageable<TableEntity> rows = table.QueryAsync<TableEntity>(filter, maxPerPage: ShardPageSize, cancellationToken: cancellationToken);
            await foreach (Page<TableEntity> page in rows.AsPages())
                yield return page.Values;
        }
    }

    /// <summary>
    /// Reads what staff did on a day and who they are, from the rows as they are now. Storage scans every row of the day, but returns only those of staff.
    /// </summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    public async Task<StaffDay> ReadStaffAsync(DateOnly day, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        StaffActions staff = new();
        StaffPeople people = new();
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
                    {
                        staff.Add(row);
                        people.Add(row);
                    }
                }
            });
        return new StaffDay(staff.ToCounts(), people.ToList());
    }
}

/// <summary>The hash and the counts of a day's rows.</summary>
/// <param name="Entries">The number of rows.</param>
/// <param name="Root">The Merkle root.</param>
/// <param name="Shards">The number of shards in which they were hashed.</param>
/// <param name="Staff">The counts of what staff did.</param>
/// <param name="Marked">The row that needs a path; null if there is none.</param>
/// <param name="People">The members of staff with entries; null when several runs read the rows.</param>
internal sealed record HashedDay(
    long Entries, byte[] Root, int Shards, IReadOnlyList<StaffActionCount> Staff, MarkedRow? Marked = null, IReadOnlyList<StaffPerson>? People = null)
{
    /// <summary>The counts of how sign-ins ended; null when the rows were read for another purpose than sealing.</summary>
    public IReadOnlyList<SignInCount>? SignIns { get; init; }
}

/// <summary>One row of a hashed day, with the path to the root of its shard and the path from there to the root of the day.</summary>
internal sealed record MarkedRow(
    string Partition, long Index, byte[] Leaf, IReadOnlyList<byte[]> Path, int Shard, long ShardEntries, IReadOnlyList<byte[]> ShardPath);
