using System.Buffers.Text;
using System.Globalization;

namespace LeerId.PrivacyLog.Seals;

/// <summary>
/// The proof that one entry is part of a sealed day, without the other entries: the path from the entry to the root of its shard, and the path from that
/// root to the root of the day (both RFC 6962, section 2.1.1). It has hashes and no personal data.
/// </summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="EntryId">The entry.</param>
/// <param name="Partition">The table's partition with the entry. It is hashed with the entry.</param>
/// <param name="Index">The index of the entry in its shard, counted from 0.</param>
/// <param name="Entries">The number of entries in the shard.</param>
/// <param name="LeafHash">The hash of the entry, base64url.</param>
/// <param name="Path">The hashes from the leaf up to the root of the shard, base64url.</param>
/// <param name="Shard">The index of the shard in the day, counted from 0.</param>
/// <param name="Shards">The number of shards in which the day was sealed.</param>
/// <param name="ShardPath">The hashes from the root of the shard up to the root of the day, base64url.</param>
public sealed record InclusionProof(
    DateOnly Day, Ulid EntryId, string Partition, long Index, long Entries, string LeafHash, IReadOnlyList<string> Path,
    int Shard, int Shards, IReadOnlyList<string> ShardPath)
{
    /// <summary>Whether the proof leads to a root.</summary>
    /// <param name="root">The root in the day's seal, base64url.</param>
    public bool LeadsTo(string root)
    {
        ArgumentNullException.ThrowIfNull(root);
        return IsHash(root) && IsHash(LeafHash) && Path.All(IsHash) && ShardPath.All(IsHash)
            && MerkleTree.RootOf(Bytes(LeafHash), Index, Entries, [.. Path.Select(Bytes)]) is { } shardRoot
            && MerkleTree.Verify(shardRoot, Shard, Shards, [.. ShardPath.Select(Bytes)], Bytes(root));
    }

    /// <summary>Whether the proof is about this entry, unchanged.</summary>
    public bool IsOf(PrivacyLogEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        using CanonicalRow canonical = new();
        ReadOnlySpan<byte> content = canonical.Write(PrivacyLogRow.ToEntity(entry, Partition));
        return Base64Url.EncodeToString(MerkleTree.HashLeaf(content)) == LeafHash;
    }

    internal static InclusionProof Of(DateOnly day, string entryId, HashedDay hashed, MarkedRow row) => new(
        day, Ulid.Parse(entryId, CultureInfo.InvariantCulture), row.Partition, row.Index, row.ShardEntries,
        Base64Url.EncodeToString(row.Leaf), [.. row.Path.Select(hash => Base64Url.EncodeToString(hash))],
        row.Shard, hashed.Shards, [.. row.ShardPath.Select(hash => Base64Url.EncodeToString(hash))]);

    private static bool IsHash(string text) => Base64Url.IsValid(text, out int length) && length == 32;

    private static byte[] Bytes(string text) => Base64Url.DecodeFromChars(text);
}
