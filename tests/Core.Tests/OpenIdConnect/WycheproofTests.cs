using System.Text;
using System.Text.Json;
using LeerId.OpenIdConnect;
using LeerId.Text;

namespace LeerId.Core.Tests.OpenIdConnect;

/// <summary>Project Wycheproof's JWS vectors for RS256, checked in the same way as an ID token: key set, header rules, signature.</summary>
public sealed class WycheproofTests
{
    private const string File = "json_web_signature_test.json";

    public static TheoryData<int, string> Vectors
    {
        get
        {
            TheoryData<int, string> data = [];
            foreach ((JsonElement _, JsonElement test) in Load())
                data.Add(test.GetProperty("tcId").GetInt32(), test.GetProperty("comment").GetString()!);
            // A theory without rows fails. If the folder is missing, this single row is skipped with the reason.
            if (data.Count == 0)
                data.Add(0, "no vectors");
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Signature_check_gives_the_stated_verdict(int id, string comment)
    {
        Assert.SkipWhen(id == 0, "The folder shared/vectors is not beside this checkout.");
        (JsonElement key, JsonElement test) = Load().Single(vector => vector.Test.GetProperty("tcId").GetInt32() == id);

        Assert.True(IsValid(key, test.GetProperty("jws").GetString()!) == (test.GetProperty("result").GetString() == "valid"), comment);
    }

    [Fact]
    public void All_RS256_vectors_are_tested()
    {
        Assert.SkipWhen(Path() is null, "The folder shared/vectors is not beside this checkout.");

        JsonElement[] tests = [.. Load().Select(vector => vector.Test)];

        Assert.Equal(8, tests.Count(test => test.GetProperty("result").GetString() == "valid"));
        Assert.Equal(227, tests.Count(test => test.GetProperty("result").GetString() == "invalid"));
    }

    private static bool IsValid(JsonElement key, string token)
    {
        ProviderKeySet keys = ProviderKeySet.Read(Encoding.UTF8.GetBytes($$"""{"keys":[{{key.GetRawText()}}]}"""))!;
        Checked<Jws, TokenFault> jws = Jws.Parse(token);
        return jws.Refusal is null && jws.Value.IsSignedWith(keys);
    }

    // The groups whose RSA key is for RS256 or names no algorithm.
    private static IEnumerable<(JsonElement Key, JsonElement Test)> Load()
    {
        if (Path() is not { } path)
            return [];
        JsonElement document = JsonElement.Parse(System.IO.File.ReadAllBytes(path));
        return from testGroup in document.GetProperty("testGroups").EnumerateArray()
               let key = testGroup.TryGetProperty("public", out JsonElement found) ? found : testGroup.GetProperty("private")
               where key.Text("kty") == "RSA" && key.Text("alg") is null or "RS256"
               from test in testGroup.GetProperty("tests").EnumerateArray()
               select (key, test);
    }

    private static string? Path()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = System.IO.Path.Combine(folder.FullName, "shared", "vectors", File);
            if (System.IO.File.Exists(path))
                return path;
        }

        return null;
    }
}
