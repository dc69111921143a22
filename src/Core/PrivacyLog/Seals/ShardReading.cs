using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using LeerId.Storage;

namespace LeerId.PrivacyLog.Seals;

/// <summary>
/// The progress of reading a shard of an unsealed day, with the hashes and counts so far. It is stored between runs, so that no run repeats the reading of
/// another. It has hashes, counts and the key of the last row, and no personal data.
/// </summary>
internal sealed class ShardReading
{
    private const string LastPartitionColumn = "LastPartition";
    private const string LastRowColumn = "LastRow";
    private const string SubtreesColumn = "Subtrees";

    private readonly MerkleTree _tree;
    private readonly StaffActions _staff = new();
    private readonly SignInCounts _signIns = new();

    public ShardReading(PrivacyLogPartition shard, ETag? stored = null)
        : this(shard, new MerkleTree(), stored)
    {
    }

    private ShardReading(PrivacyLogPartition shard, MerkleTree tree, ETag? stored)
    {
        Shard = shard;
        _tree = tree;
        Stored = stored;
        Entries = tree.Count;
    }

    public PrivacyLogPartition Shard { get; }

    /// <summary>The ETag of the stored row; null when nothing is stored yet.</summary>
    public ETag? Stored { get; set; }

    /// <summary>The number of rows so far.</summary>
    public long Entries { get; private set; }

    /// <summary>The keys of the last row that was read; null at the start.</summary>
    public (string Partition, string Row)? Last { get; private set; }

    /// <summary>The Merkle root over the rows of the shard; null until the last row has been read.</summary>
    public byte[]? Root { get; private set; }

    /// <summary>The counts of what staff did, so far.</summary>
    public IReadOnlyList<StaffActionCount> Staff => _staff.ToCounts();

    /// <summary>The counts of how sign-ins ended, so far.</summary>
    public IReadOnlyList<SignInCount> SignIns => _signIns.ToCounts();

    /// <summary>Adds rows, in the table's order.</summary>
    public void Add(IReadOnlyList<TableEntity> rows, CanonicalRow canonical)
    {
        foreach (TableEntity row in rows)
        {
            _tree.Add(MerkleTree.HashLeaf(canonical.Write(row)));
            _staff.Add(row);
            _signIns.Add(row);
        }

        Entries = _tree.Count;
        if (rows is [.., var last])
            Last = (last.PartitionKey, last.RowKey);
    }

    /// <summary>Computes the root. No row can be added afterwards.</summary>
    public void Finish() => Root = _tree.Close().Root;

    public TableEntity ToEntity(string partitionKey) => new(partitionKey, Shard.ToString())
    {
        ETag = Stored ?? default,
        [nameof(Entries)] = Entries,
        [LastPartitionColumn] = Last?.Partition,
        [LastRowColumn] = Last?.Row,
        [SubtreesColumn] = Root is null ? _tree.Subtrees : null,
        [nameof(Root)] = Root,
        [nameof(Staff)] = JsonSerializer.SerializeToUtf8Bytes(StaffActions.ToClaim(Staff)),
        [nameof(SignIns)] = JsonSerializer.SerializeToUtf8Bytes(SignInCounts.ToClaim(SignIns)),
    };

    /// <exception cref="InvalidDataException">The row is not what was stored.</exception>
    /// <exception cref="InvalidOperationException">A column is of another type.</exception>
    /// <exception cref="JsonException">The counts are not JSON.</exception>
    public static ShardReading FromEntity(PrivacyLogPartition shard, TableEntity row)
    {
        long entries = row.GetInt64(nameof(Entries)) ?? throw new InvalidDataException("There is no count.");
        byte[]? root = row.GetBinary(nameof(Root));
        MerkleTree tree = root is null ? new MerkleTree(entries, row.GetBinary(SubtreesColumn)) : new MerkleTree();
        ShardReading reading = new(shard, tree, row.ETag) { Entries = entries, Root = root };
        if (root is null && entries > 0)
            reading.Last = (row.Text(LastPartitionColumn), row.Text(LastRowColumn));
        if (!StaffActions.TryRead(JsonSerializer.Deserialize<JsonElement>(row.GetBinary(nameof(Staff))), out IReadOnlyList<StaffActionCount>? staff))
            throw new InvalidDataException("There are no counts of what staff did.");
        if (!SignInCounts.TryRead(JsonSerializer.Deserialize<JsonElement>(row.GetBinary(nameof(SignIns))), out IReadOnlyList<SignInCount>? signIns))
            throw new InvalidDataException("There are no counts of how sign-ins ended.");
        reading._staff.Add(staff);
        reading._signIns.Add(signIns);
        return reading;
    }
}
