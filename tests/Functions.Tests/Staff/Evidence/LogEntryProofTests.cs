using System.Security.Cryptography;
using System.Text.Json;
using LeerId.PrivacyLog;
using LeerId.PrivacyLog.Seals;
using LeerId.Staff;
using LeerId.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Functions.Tests.Staff.Evidence;

/// <summary>With a proof and the published keys, anybody can check that an entry was sealed with its day.</summary>
public sealed class LogEntryProofTests(AzuriteFixture azurite) : SealedEntryTests(azurite)
{
    private const string Day = "2026-09-01";

    [Theory]
    [InlineData(StaffRole.Dpo)]
    [InlineData(StaffRole.Operator)]
    public async Task Proof_leads_from_each_entry_to_the_root_in_the_signed_seal(StaffRole role)
    {
        IReadOnlyList<PrivacyLogEntry> entries = await SealEntriesAsync(5);

        foreach (PrivacyLogEntry entry in entries)
        {
            StaffAnswer answer = await ProveAsync(Day, entry.Id.ToString(), role);
            Assert.True(answer.Status == 200, answer.ToString());
            Assert.Equal(["proof", "seal"], answer.Json.EnumerateObject().Select(member => member.Name));
            JsonElement proof = answer.Json.GetProperty("proof");
            Assert.Equal(
                ["day", "entryId", "partition", "index", "entries", "leafHash", "path", "shard", "shards", "shardPath"],
                proof.EnumerateObject().Select(member => member.Name));
            Assert.Equal((Day, entry.Id.ToString()), (Text(proof, "day"), Text(proof, "entryId")));

            JsonWebToken seal = await ReadSealAsync(Text(answer.Json, "seal"));
            Assert.Equal((Day, 5), (seal.GetPayloadValue<string>("day"), seal.GetPayloadValue<int>("entries")));
            Assert.Equal((16, 16), (seal.GetPayloadValue<int>("shards"), proof.GetProperty("shards").GetInt32()));
            Assert.Equal(seal.GetPayloadValue<string>("root"), RootOf(proof));
            InclusionProof read = proof.Deserialize(SealJson.Default.InclusionProof)!;
            Assert.All(entries, other => Assert.Equal(other.Id == entry.Id, read.IsOf(other)));
        }
    }

    [Fact]
    public async Task Entry_that_the_day_does_not_have_is_404()
    {
        string entry = (await SealEntriesAsync(2))[0].Id.ToString();
        await Rig.ReadLogAsync(StaffRole.Dpo);
        PrivacyLogEntry later = Assert.Single(await Rig.Staff.Host.PrivacyLog.ReadLatestAsync(1, Cancel));
        Assert.Equal(2, later.At.Day);

        foreach ((string day, string id) in new[]
        {
            (Day, Ulid.NewUlid().ToString()), (Day, later.Id.ToString()), (Day, "x"), ("2026-9-1", entry), ("yesterday", entry), ("2026-09-31", entry),
        })
        {
            Assert.Equal("404 entry-unknown", (await ProveAsync(day, id)).ToString());
        }
    }

    [Fact]
    public async Task Day_that_is_not_sealed_is_409()
    {
        string entry = await AddEntryAsync();

        Assert.Equal("409 day-not-sealed", (await ProveAsync(Day, entry)).ToString());
        await SealAsync();
        Assert.Equal("200 ", (await ProveAsync(Day, entry)).ToString());
    }

    [Theory]
    [InlineData("Seals", "Root")]
    [InlineData("PrivacyLog", "Outcome")]
    public async Task Tampered_day_proves_nothing(string table, string column)
    {
        string entry = (await SealEntriesAsync(3))[0].Id.ToString();
        await ChangeRowAsync(table, column);

        Assert.Equal("409 day-changed", (await ProveAsync(Day, entry)).ToString());
    }

    private async Task<IReadOnlyList<PrivacyLogEntry>> SealEntriesAsync(int count)
    {
        for (int i = 0; i < count; i++)
            await Rig.ReadLogAsync(StaffRole.Dpo);
        IReadOnlyList<PrivacyLogEntry> entries = await Rig.Staff.Host.PrivacyLog.ReadLatestAsync(100, Cancel);
        Assert.Equal(count, entries.Count);
        await SealAsync();
        return entries;
    }

    private Task<StaffAnswer> ProveAsync(string day, string entry, StaffRole role = StaffRole.Dpo) =>
        Rig.Staff.SendAsync(role, "GET", $"staff/privacy-log/proofs/{day}/{entry}", purpose: null);

    private async Task<JsonWebToken> ReadSealAsync(string seal)
    {
        TokenValidationResult result = await new JsonWebTokenHandler().ValidateTokenAsync(seal, new TokenValidationParameters
        {
            ValidIssuer = "daily-seal",
            ValidAudience = "privacy-log",
            ValidTypes = ["seal+jwt"],
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKeys = new JsonWebKeySet(await Rig.KeysAsync()).GetSigningKeys(),
            // A seal stays valid for as long as it is kept.
            ValidateLifetime = false,
        });
        Assert.Null(result.Exception);
        return (JsonWebToken)result.SecurityToken;
    }

    /// <summary>The root that results from a proof and the root of the entry's shard, with paths as in RFC 6962, section 2.1.1.</summary>
    private static string RootOf(JsonElement proof)
    {
        byte[] shardRoot = Root(Base64UrlEncoder.DecodeBytes(Text(proof, "leafHash")), Number("index"), Number("entries"), Path("path"));
        return Base64UrlEncoder.Encode(Root(shardRoot, Number("shard"), Number("shards"), Path("shardPath")));

        int Number(string member) => proof.GetProperty(member).GetInt32();

        byte[][] Path(string member) => [.. proof.GetProperty(member).EnumerateArray().Select(hash => Base64UrlEncoder.DecodeBytes(hash.GetString()))];

        static byte[] Root(byte[] leaf, int index, int count, byte[][] above)
        {
            if (count == 1)
                return above.Length == 0 ? leaf : throw new InvalidDataException("The path is too long.");
            int left = 1 << (31 - int.LeadingZeroCount(count - 1));
            return index < left
                ? SHA256.HashData([1, .. Root(leaf, index, left, above[..^1]), .. above[^1]])
                : SHA256.HashData([1, .. above[^1], .. Root(leaf, index - left, count - left, above[..^1])]);
        }
    }

    private static string Text(JsonElement element, string member) => element.GetProperty(member).GetString()!;
}
