using System.Text.Json.Nodes;
using LeerId.LocalServices;
using LeerId.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Functions.Tests.HandOff;

/// <summary>What docs/integrate.md shows is what runs: its code is that of the files that the tests run, its token that of a sign-in.</summary>
public sealed class IntegrateDocTests(HandOffRig rig) : IClassFixture<HandOffRig>
{
    private static readonly string Doc = Read("docs", "integrate.md");

    [Fact]
    public void Its_example_in_CSharp_is_the_reader_of_LocalHosts_application()
    {
        string file = Read("dev", "LocalHost", "Application", "HandOffTokenReader.cs");
        string usings = file[..file.IndexOf("namespace", StringComparison.Ordinal)];
        Assert.Equal(usings + file[file.IndexOf("/// <summary>Checks", StringComparison.Ordinal)..], Block("csharp"));
    }

    [Fact]
    public void Its_landing_address_is_that_of_LocalHosts_application()
    {
        const string Indent = "    ";
        string block = Block("csharp", number: 2);
        Assert.StartsWith("private static async Task<IResult> LandAsync(", block, StringComparison.Ordinal);
        string indented = string.Concat(block.TrimEnd('\n').Split('\n').Select(line => line.Length == 0 ? "\n" : $"{Indent}{line}\n"));
        Assert.Contains($"\n{indented}\n", Read("dev", "LocalHost", "Application", "DevelopmentApplication.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Its_example_in_TypeScript_is_the_file_that_runs_in_the_tests() =>
        Assert.Equal(Read("docs", "integrate", "hand-off-token.ts"), Block("typescript"));

    [Fact]
    public async Task Its_token_is_that_of_a_sign_in()
    {
        JsonObject shown = JsonNode.Parse(Block("json"))!.AsObject();
        using Browser browser = new();
        Answer page = await rig.SignInAsync(browser, "identified", "/sign-in?returnPath=/taken/12");
        JsonObject real = JsonNode.Parse(Base64UrlEncoder.Decode(new JsonWebToken(page.HandOffToken).EncodedPayload))!.AsObject();

        Assert.Equal(real.Select(claim => claim.Key).Order(), shown.Select(claim => claim.Key).Order());
        Assert.Equal(60, (long)shown["exp"]! - (long)shown["iat"]!);
        Assert.Equal(((string)real["jti"]!).Length, ((string)shown["jti"]!).Length);
        // Those are of the moment and of the machine.
        foreach (string claim in real.Select(claim => claim.Key).Except(["iss", "iat", "exp", "jti"]))
            Assert.True(JsonNode.DeepEquals(real[claim], shown[claim]), claim);
    }

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([RepositoryRoot.Find(), .. path])).ReplaceLineEndings("\n");

    private static string Block(string language, int number = 1)
    {
        string start = $"```{language}\n";
        int from = 0;
        for (int block = 0; block < number; block++)
            from = Doc.IndexOf(start, from, StringComparison.Ordinal) + start.Length;
        return Doc[from..(Doc.IndexOf("\n```", from, StringComparison.Ordinal) + 1)];
    }
}
