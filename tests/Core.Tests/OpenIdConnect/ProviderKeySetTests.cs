using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeerId.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Core.Tests.OpenIdConnect;

/// <summary>The keys that are accepted from ACM's key set, and those that are ignored without a fault.</summary>
public sealed class ProviderKeySetTests
{
    private static readonly byte[] Input = Encoding.ASCII.GetBytes("header.payload");
    private static readonly RSA Key = RSA.Create(2048);
    private static readonly byte[] Signature = Key.SignData(Input, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public static TheoryData<string> Usable { get; } =
    [
        "{}",
        """{"use":"sig"}""",
        """{"alg":"RS256"}""",
        """{"use":"sig","alg":"RS256","key_ops":["verify"]}""",
        """{"x5c":["MIIB"],"x5t":"abc"}""",
    ];

    public static TheoryData<string> Unusable { get; } =
    [
        """{"use":"enc"}""",
        """{"use":1}""",
        """{"use":""}""",
        """{"alg":"RS512"}""",
        """{"alg":"PS256"}""",
        """{"alg":null}""",
        """{"key_ops":["encrypt"]}""",
        """{"key_ops":[]}""",
        """{"key_ops":"verify"}""",
        """{"kty":"EC"}""",
        """{"kty":"rsa"}""",
        """{"kid":""}""",
        """{"kid":7}""",
        """{"n":"AQAB"}""",
        """{"n":"not base64url!"}""",
        """{"n":null}""",
        """{"e":"AQ"}""",
        """{"e":"Aw"}""",
        """{"e":"AQAA"}""",
        """{"e":"AQAAAAE"}""",
    ];

    [Theory]
    [MemberData(nameof(Usable))]
    public void Read_takes_a_key_for_RS256_signatures(string members) =>
        Assert.True(Read(Jwk(Key, members)).Verify("k1", Input, Signature));

    [Theory]
    [MemberData(nameof(Unusable))]
    public void Read_leaves_out_a_key_for_anything_else(string members) =>
        Assert.False(Read(Jwk(Key, members)).Contains("k1"));

    [Fact]
    public void Read_leaves_out_a_key_of_1024_bits()
    {
        using RSA small = RSA.Create(1024);
        Assert.False(Read(Jwk(small)).Contains("k1"));
    }

    [Theory]
    [InlineData(8192, true)]
    [InlineData(8193, false)]
    public void Read_takes_keys_up_to_8192_bits(int bits, bool isTaken)
    {
        byte[] modulus = new byte[(bits + 7) / 8];
        (modulus[0], modulus[^1]) = ((byte)(1 << ((bits - 1) % 8)), 1);
        Assert.Equal(isTaken, Read(Jwk(Key, $$"""{"n":"{{Base64UrlEncoder.Encode(modulus)}}"}""")).Contains("k1"));
    }

    // 65,539 and 2,147,483,651 equal the usual 65,537 if a reader looks only at the bytes at one end.
    [Theory]
    [InlineData("AQAD")]
    [InlineData("gAAAAw")]
    public void Read_takes_a_key_with_a_larger_odd_exponent(string exponent) =>
        Assert.True(Read(Jwk(Key, $$"""{"e":"{{exponent}}"}""")).Contains("k1"));

    [Fact]
    public void Read_counts_bits_without_leading_zeros()
    {
        using RSA small = RSA.Create(1024);
        byte[] padded = [.. new byte[128], .. small.ExportParameters(false).Modulus!];
        Assert.False(Read(Jwk(small, $$"""{"n":"{{Base64UrlEncoder.Encode(padded)}}"}""")).Contains("k1"));
    }

    [Fact]
    public void Read_leaves_out_both_of_two_different_keys_with_one_id()
    {
        using RSA other = RSA.Create(2048);
        Assert.False(Read(Jwk(Key), Jwk(other)).Contains("k1"));
    }

    [Fact]
    public void Read_takes_a_key_that_is_listed_twice() => Assert.True(Read(Jwk(Key), Jwk(Key)).Contains("k1"));

    [Fact]
    public void Read_is_not_disturbed_by_an_encryption_key_with_the_same_id()
    {
        using RSA other = RSA.Create(2048);
        Assert.True(Read(Jwk(other, """{"use":"enc"}"""), Jwk(Key)).Verify("k1", Input, Signature));
    }

    [Fact]
    public void Read_ignores_entries_that_are_no_keys() =>
        Assert.True(Read("7", "null", """{"kty":"oct","kid":"k1","k":"AQAB"}""", Jwk(Key)).Contains("k1"));

    [Fact]
    public void Read_accepts_a_valid_key_beside_invalid_ones_and_counts_them_all()
    {
        ProviderKeySet keys = Read(
            """{"kty":"oct","k":"AAAA","kid":"a"}""", "null", "\"text\"", """{"kty":"RSA","kid":"b","n":"!!","e":"AQAB"}""",
            """{"kty":"EC","crv":"P-256","x":"AA","y":"AA","kid":"c"}""", """{"kty":"OKP","crv":"Ed25519","x":"AA"}""",
            """{"kty":"AKP","alg":"ML-DSA-44","pub":"AA"}""", """{"kty":"RSA","kid":7,"n":"AQAB","e":"AQAB"}""",
            """{"kty":"RSA","kid":"d","key_ops":["\ud800"],"n":"AQAB","e":"AQAB"}""", Jwk(Key));

        Assert.True(keys.Verify("k1", Input, Signature));
        Assert.Equal((1, 10), (keys.Usable, keys.Published));
    }

    [Theory]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"kid":"a","kid":"b"}""")]
    [InlineData("""{"kid":"\udc00","kty":"\ud800","use":"\ud800","alg":"\ud800","n":"\ud800","e":"\ud800"}""")]
    [InlineData("""{"kid":"\u0000","n":"\u0000"}""")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]")]
    [InlineData("1e999")]
    public void Read_leaves_out_a_key_whatever_is_wrong_with_it(string odd) => Assert.Equal((1, 3), Counts(Read(odd, Jwk(Key), odd)));

    [Theory]
    [InlineData("n")]
    [InlineData("e")]
    [InlineData("kid")]
    [InlineData("kty")]
    [InlineData("use")]
    [InlineData("alg")]
    [InlineData("key_ops")]
    public void Read_leaves_out_a_key_with_half_a_surrogate_pair(string member)
    {
        string odd = Jwk(Key, $$"""{"kid":"k2","{{member}}":"half"}""").Replace("half", "\\ud800", StringComparison.Ordinal);
        Assert.Equal((1, 2), Counts(Read(odd, Jwk(Key))));
    }

    [Fact]
    public void Read_leaves_out_a_key_that_is_not_UTF8()
    {
        byte[] document = Encoding.Latin1.GetBytes($$"""{"keys":[{"kid":"é"},{{Jwk(Key)}}]}""");
        Assert.Equal((1, 2), Counts(ProviderKeySet.Read(document)!));
    }

    [Fact]
    public void Read_is_not_disturbed_by_other_members() =>
        Assert.Equal((1, 1), Counts(ProviderKeySet.Read(Encoding.UTF8.GetBytes($$"""{"\ud800":{"a":1,"a":2},"keys":[{{Jwk(Key)}}],"x":["\ud800"]}"""))!));

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("""{"keys":[]""")]
    [InlineData("""{"keys":[]}x""")]
    [InlineData("""{"keys":[],"keys":[]}""")]
    [InlineData("""{"keys":[],"\u006beys":[]}""")]
    [InlineData("""{"keys":{}}""")]
    public void Read_refuses_a_document_without_keys(string document) =>
        Assert.Null(ProviderKeySet.Read(Encoding.UTF8.GetBytes(document)));

    [Fact]
    public void Verify_refuses_an_empty_signature() => Assert.False(Read(Jwk(Key)).Verify("k1", Input, []));

    private static (int Usable, int Published) Counts(ProviderKeySet keys) => (keys.Usable, keys.Published);

    private static ProviderKeySet Read(params string[] keys) => ProviderKeySet.Read(Encoding.UTF8.GetBytes($$"""{"keys":[{{string.Join(',', keys)}}]}"""))!;

    private static string Jwk(RSA key, string members = "{}")
    {
        RSAParameters parameters = key.ExportParameters(includePrivateParameters: false);
        Dictionary<string, object?> jwk = new()
        {
            ["kty"] = "RSA",
            ["kid"] = "k1",
            ["n"] = Base64UrlEncoder.Encode(parameters.Modulus),
            ["e"] = Base64UrlEncoder.Encode(parameters.Exponent),
        };
        foreach (JsonProperty member in JsonElement.Parse(members).EnumerateObject())
            jwk[member.Name] = member.Value;
        return JsonSerializer.Serialize(jwk);
    }
}
