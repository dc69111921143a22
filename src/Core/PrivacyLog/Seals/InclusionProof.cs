using System.Buffers.Text;
using System.Globalization;

namespace LeerId.PrivacyLog.Seals;

/// <summary>That one entry is part of a sealed day (RFC 6962, section 2.1.1), without the others. No personal data: hashes.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="EntryId">The entry.</param>
/// <param name="Partition">The part of the day it is in; hashed with the entry.</param>
/// <param name="Index">Its place among the day's entries, counted from 0.</param>
/// <param name="Entries">How many entries the day has.</param>
/// <param name="LeafHash">The hash of the entry, base64url.</param>
/// <param name="Path">The hashes from the leaf up to the root, base64url.</param>
public sealed record InclusionProof(DateOnly Day, Ulid EntryId, string Partition, long Index, long Entries, string LeafHash, IReadOnlyList<string> Path)
{
    /// <summary>Whether the proof leads to a root.</summary>
    /// <param name="root">The root in the day's seal, base64url.</param>
    public bool LeadsTo(string root)
    {
        ArgumentNullException.ThrowIfNull(root);
        return IsHash(root) && IsHash(LeafHash) && Path.All(IsHash)
            && MerkleTree.Verify(Bytes(LeafHash), Index, Entries, [.. Path.Select(Bytes)], Bytes(root));
    }

    /// <summary>Whether the proof is of this very entry, unchanged.</summary>
    public bool IsOf(PrivacyLogEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        using CanonicalRow canonical = new();
        ReadOnlySpan<byte> content = canonical.Write(PrivacyLogRow.ToEntity(entry, Partition));
        return Base64Url.EncodeToString(MerkleTree.HashLeaf(content)) == LeafHash;
    }

    internal static InclusionProof Of(DateOnly day, string entryId, HashedDay hashed, MarkedRow row) => new(
        day, Ulid.Parse(entryId, CultureInfo.InvariantCulture), row.Partition, row.Index, hashed.Entries,
        Base64Url.EncodeToString(row.Leaf), [.. row.Path.Select(hash => Base64Url.EncodeToString(hash))]);

    private static bool IsHash(string text) => Base64Url.IsValid(text, out int length) && length == 32;

    private static byte[] Bytes(string text) => Base64Url.DecodeFromChars(text);
}
