using System.Security.Cryptography;
using LeerId.PrivacyLog.Seals;

namespace LeerId.Core.Tests.PrivacyLog.Seals;

/// <summary>RFC 6962, section 2.1, with the reference vectors of the Certificate Transparency project.</summary>
public sealed class MerkleTreeTests
{
    private static readonly string[] Leaves =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Root_is_that_of_the_reference(int leaves, string root) => Assert.Equal(root, Hex(Build(Hashes(leaves)).Close().Root));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(
        0, 8, "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e", "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")]
    [InlineData(
        5, 8, "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(2, 3, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(
        1, 5, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e", "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b")]
    public void Path_is_that_of_the_reference(int index, int leaves, params string[] path)
    {
        byte[][] hashes = Hashes(leaves);
        (byte[] root, IReadOnlyList<byte[]> found) = Build(hashes, index).Close();
        Assert.Equal(path, found.Select(Hex));
        Assert.True(MerkleTree.Verify(hashes[index], index, leaves, found, root));
    }

    [Fact]
    public void Every_leaf_of_every_size_has_the_root_and_the_path_of_the_definition_and_no_other_passes()
    {
        for (int leaves = 1; leaves <= 64; leaves++)
        {
            byte[][] hashes = [.. Enumerable.Range(0, leaves).Select(number => MerkleTree.HashLeaf([(byte)number]))];
            for (int index = 0; index < leaves; index++)
            {
                (byte[] root, IReadOnlyList<byte[]> path) = Build(hashes, index).Close();
                Assert.Equal(DefinedRoot(hashes), root);
                Assert.Equal(DefinedPath(index, hashes), path);
                Assert.True(MerkleTree.Verify(hashes[index], index, leaves, path, root));

                Assert.False(MerkleTree.Verify(MerkleTree.HashLeaf([255]), index, leaves, path, root));
                Assert.False(MerkleTree.Verify(hashes[index], index, leaves, [.. path, root], root));
                Assert.False(MerkleTree.Verify(hashes[index], index, leaves, path, hashes[index][..31]));
                Assert.False(MerkleTree.Verify(hashes[index], -1, leaves, path, root));
                Assert.False(MerkleTree.Verify(hashes[index], leaves, leaves, path, root));
                for (int other = 0; other < leaves; other++)
                    Assert.Equal(other == index, MerkleTree.Verify(hashes[index], other, leaves, path, root));
                for (int removed = 0; removed < path.Count; removed++)
                    Assert.False(MerkleTree.Verify(hashes[index], index, leaves, [.. path.Where((_, i) => i != removed)], root));
            }
        }
    }

    [Fact]
    public void Tree_that_is_saved_at_any_leaf_continues_to_the_same_root()
    {
        byte[][] hashes = [.. Enumerable.Range(0, 64).Select(number => MerkleTree.HashLeaf([(byte)number]))];
        for (int kept = 0; kept <= hashes.Length; kept++)
        {
            MerkleTree before = Build(hashes[..kept]);
            Assert.InRange(before.Subtrees.Length, 0, 6 * 32);
            MerkleTree after = new(before.Count, before.Subtrees);
            foreach (byte[] hash in hashes[kept..])
                after.Add(hash);
            Assert.Equal((64L, Hex(DefinedRoot(hashes))), (after.Count, Hex(after.Close().Root)));
        }
    }

    [Theory]
    [InlineData(3, 32)]
    [InlineData(3, 65)]
    [InlineData(3, 96)]
    [InlineData(0, 32)]
    [InlineData(-1, 64 * 32)]
    public void Hashes_that_do_not_fit_the_number_of_leaves_are_no_tree(long leaves, int bytes) =>
        Assert.Throws<InvalidDataException>(() => new MerkleTree(leaves, new byte[bytes]));

    // The tree hash as section 2.1 defines it.
    private static byte[] DefinedRoot(ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 1)
            return leaves[0];
        int split = Split(leaves.Length);
        return SHA256.HashData([1, .. DefinedRoot(leaves[..split]), .. DefinedRoot(leaves[split..])]);
    }

    // The audit path as section 2.1.1 defines it.
    private static List<byte[]> DefinedPath(int index, ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 1)
            return [];
        int split = Split(leaves.Length);
        return index < split
            ? [.. DefinedPath(index, leaves[..split]), DefinedRoot(leaves[split..])]
            : [.. DefinedPath(index - split, leaves[split..]), DefinedRoot(leaves[..split])];
    }

    // The largest power of two smaller than the count.
    private static int Split(int count)
    {
        int split = 1;
        while (split * 2 < count)
            split *= 2;
        return split;
    }

    private static byte[][] Hashes(int leaves) => [.. Leaves.Take(leaves).Select(leaf => MerkleTree.HashLeaf(Convert.FromHexString(leaf)))];

    private static MerkleTree Build(byte[][] hashes, int marked = -1)
    {
        MerkleTree tree = new();
        for (int index = 0; index < hashes.Length; index++)
            tree.Add(hashes[index], index == marked);
        return tree;
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
