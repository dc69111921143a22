using System.Buffers;
using System.Numerics;
using System.Security.Cryptography;

namespace LeerId.PrivacyLog.Seals;

/// <summary>
/// The Merkle tree hash of RFC 6962, section 2.1, over leaves that are added one by one. It keeps only the roots of complete subtrees, one per bit of the
/// count. For one marked leaf it also collects the audit path (section 2.1.1).
/// </summary>
internal sealed class MerkleTree
{
    private const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;

    private readonly List<Subtree> _subtrees = [];
    private readonly List<byte[]> _path = [];

    public MerkleTree()
    {
    }

    /// <summary>Restores a tree, so that leaves can be added.</summary>
    /// <param name="count">The number of leaves of the tree.</param>
    /// <param name="subtrees">The <see cref="Subtrees"/> of the tree.</param>
    /// <exception cref="InvalidDataException">The hashes can't belong to a tree with that number of leaves.</exception>
    public MerkleTree(long count, ReadOnlySpan<byte> subtrees)
    {
        if (count < 0 || subtrees.Length != BitOperations.PopCount((ulong)count) * SHA256.HashSizeInBytes)
            throw new InvalidDataException("The hashes can't belong to a tree with that number of leaves.");
        Count = count;
        for (; subtrees.Length > 0; subtrees = subtrees[SHA256.HashSizeInBytes..])
            _subtrees.Add(new Subtree(subtrees[..SHA256.HashSizeInBytes].ToArray(), HasMarked: false));
    }

    public long Count { get; private set; }

    /// <summary>The roots of the complete subtrees, the largest first, concatenated. They suffice to add more leaves later.</summary>
    public byte[] Subtrees => [.. _subtrees.SelectMany(subtree => subtree.Hash)];

    /// <summary>The index of the leaf whose path <see cref="Close"/> returns; null when no leaf was marked.</summary>
    public long? Marked { get; private set; }

    public static byte[] HashLeaf(ReadOnlySpan<byte> content)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(content.Length + 1);
        try
        {
            buffer[0] = LeafPrefix;
            content.CopyTo(buffer.AsSpan(1));
            return SHA256.HashData(buffer.AsSpan(0, content.Length + 1));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <param name="leafHash">The hash of the leaf.</param>
    /// <param name="mark">Whether to collect the path of this leaf. At most one leaf can be marked.</param>
    public void Add(byte[] leafHash, bool mark = false)
    {
        if (mark)
            Marked = Count;
        Subtree last = new(leafHash, mark);
        // The number of subtrees that are complete now is the number of trailing ones in the count.
        for (long count = Count; (count & 1) == 1; count >>= 1)
        {
            last = Join(_subtrees[^1], last);
            _subtrees.RemoveAt(_subtrees.Count - 1);
        }

        _subtrees.Add(last);
        Count++;
    }

    /// <summary>The root, and the path from the marked leaf up to it. No leaf can be added afterwards.</summary>
    public (byte[] Root, IReadOnlyList<byte[]> Path) Close()
    {
        if (_subtrees.Count == 0)
            return (SHA256.HashData([]), []);

        Subtree right = _subtrees[^1];
        for (int i = _subtrees.Count - 2; i >= 0; i--)
            right = Join(_subtrees[i], right);
        return (right.Hash, _path);
    }

    /// <summary>Whether a path leads from a leaf to a root (RFC 9162, section 2.1.3.2).</summary>
    public static bool Verify(byte[] leafHash, long index, long count, IReadOnlyList<byte[]> path, byte[] root) =>
        RootOf(leafHash, index, count, path) is { } found && CryptographicOperations.FixedTimeEquals(found, root);

    /// <summary>The root that a path leads to from a leaf (RFC 9162, section 2.1.3.2); null if no tree with that number of leaves has such a path.</summary>
    public static byte[]? RootOf(byte[] leafHash, long index, long count, IReadOnlyList<byte[]> path)
    {
        if (index < 0 || index >= count)
            return null;

        (long position, long last) = (index, count - 1);
        byte[] hash = leafHash;
        foreach (byte[] sibling in path)
        {
            if (last == 0)
                return null;
            if ((position & 1) == 0 && position != last)
            {
                hash = HashNode(hash, sibling);
            }
            else
            {
                hash = HashNode(sibling, hash);
                // If a level has no right half, the path skips the levels up to the next right half.
                int levels = (position & 1) == 1 ? 0 : BitOperations.TrailingZeroCount(position);
                (position, last) = (position >> levels, last >> levels);
            }

            (position, last) = (position >> 1, last >> 1);
        }

        return last == 0 ? hash : null;
    }

    private static byte[] HashNode(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> buffer = stackalloc byte[1 + (2 * SHA256.HashSizeInBytes)];
        buffer[0] = NodePrefix;
        left.CopyTo(buffer[1..]);
        right.CopyTo(buffer[(1 + SHA256.HashSizeInBytes)..]);
        return SHA256.HashData(buffer);
    }

    private Subtree Join(Subtree left, Subtree right)
    {
        if (left.HasMarked)
            _path.Add(right.Hash);
        else if (right.HasMarked)
            _path.Add(left.Hash);
        return new Subtree(HashNode(left.Hash, right.Hash), left.HasMarked || right.HasMarked);
    }

    private readonly record struct Subtree(byte[] Hash, bool HasMarked);
}
