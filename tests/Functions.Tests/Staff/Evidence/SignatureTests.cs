using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using LeerId.LocalServices;
using LeerId.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Functions.Tests.Staff.Evidence;

/// <summary>Who has a report and the published keys can tell whether it is genuine.</summary>
public sealed class SignatureTests(AzuriteFixture azurite)
{
    private const string Genuine =
        "Genuine: this JSON, and nothing else in the file. The tables of a page are its rendering and are not checked: compare them.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signature_verifies_with_the_published_key_and_not_when_a_byte_of_the_report_changes()
    {
        await using EvidenceRig rig = await EvidenceRig.StartAsync(azurite);
        JsonElement answer = (await rig.GetAsync("?from=2026-09-01")).Json;
        string jws = answer.GetProperty("jws").GetString()!;

        TokenValidationResult result = await rig.VerifyAsync(jws);

        Assert.Null(result.Exception);
        JsonWebToken token = (JsonWebToken)result.SecurityToken;
        Assert.Equal(("ES256", "evidence-report+jwt"), (token.Alg, token.Typ));
        Assert.Equal(new JsonWebKeySet(await rig.KeysAsync()).Keys[0].Kid, token.Kid);
        byte[] report = Base64UrlEncoder.DecodeBytes(token.EncodedPayload);
        Assert.Equal(Encoding.UTF8.GetString(report), answer.GetProperty("report").GetRawText());

        string[] parts = jws.Split('.');
        foreach (int place in Enumerable.Range(0, 20).Select(step => step * (report.Length - 1) / 19))
        {
            byte[] changed = [.. report];
            changed[place] ^= 1;
            Assert.False((await rig.VerifyAsync($"{parts[0]}.{Base64UrlEncoder.Encode(changed)}.{parts[2]}")).IsValid);
        }
    }

    [Fact]
    public async Task Published_keys_hold_no_private_half_and_the_former_one_during_a_rotation()
    {
        string former = NewKey();
        await using EvidenceRig before = await EvidenceRig.StartAsync(azurite, settings: ("Secrets:seal-key", former));
        await using EvidenceRig after = await EvidenceRig.StartAsync(
            azurite,
            settings:
            [
                ("Secrets:seal-key", NewKey()), ("Secrets:seal-key:previous", former),
                ("Acm:RedirectUri", new Uri(before.Staff.Host.Host.Address, "acm/callback").ToString()),
            ]);

        JsonElement keys = JsonElement.Parse(await after.KeysAsync()).GetProperty("keys");

        Assert.Equal(2, keys.GetArrayLength());
        Assert.All(keys.EnumerateArray(), key => Assert.Equal(
            ["alg", "crv", "kid", "kty", "use", "x", "y"], key.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal)));
        string formerKid = new JsonWebKeySet(await before.KeysAsync()).Keys.Single().Kid;
        Assert.Equal(formerKid, keys[1].GetProperty("kid").GetString());
        JsonWebToken signed = new((await after.GetAsync("?from=2026-09-01")).Json.GetProperty("jws").GetString());
        Assert.Equal(keys[0].GetProperty("kid").GetString(), signed.Kid);
    }

    [Fact]
    public async Task Page_holds_the_signed_report_and_says_its_number_its_hash_and_its_signature()
    {
        await using EvidenceRig rig = await EvidenceRig.StartAsync(azurite);
        StaffAnswer answer = await rig.GetAsync("?from=2026-09-01", "text/html");
        using AngleSharp.Html.Dom.IHtmlDocument page = new HtmlParser().ParseDocument(answer.Text);

        string jws = page.QuerySelector("pre")!.TextContent;
        Assert.True((await rig.VerifyAsync(jws)).IsValid);
        byte[] report = Base64UrlEncoder.DecodeBytes(jws.Split('.')[1]);
        string facts = page.QuerySelector("table")!.TextContent;
        Assert.Contains(JsonElement.Parse(report).GetProperty("jti").GetString()!, facts, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(report)), facts, StringComparison.Ordinal);
        Assert.Contains(jws.Split('.')[2], facts, StringComparison.Ordinal);
        Assert.Contains("/.well-known/seal-keys.json", facts, StringComparison.Ordinal);
        Assert.Contains("De handtekening bewijst alleen het ondertekende verslag in kleine letters", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_of_the_documentation_tells_a_genuine_report_from_a_changed_one()
    {
        await using EvidenceRig rig = await EvidenceRig.StartAsync(azurite);
        using TemporaryFolder folder = new();
        string keys = await WriteAsync(folder, "seal-keys.json", await rig.KeysAsync());
        StaffAnswer json = await rig.GetAsync("?from=2026-09-01"), page = await rig.GetAsync("?from=2026-09-01", "text/html");
        string report = json.Json.GetProperty("report").GetRawText();
        string changedBeside = json.Text.Replace("\"from\":\"2026-09-01\"", "\"from\":\"2026-08-01\"", StringComparison.Ordinal);
        string jws = json.Json.GetProperty("jws").GetString()!;
        string otherSignature = $"{jws[..^10]}{(jws[^10] == 'A' ? 'B' : 'A')}{jws[^9..]}";

        Assert.Equal((0, $"{report}\n{Genuine}"), await VerifyAsync(await WriteAsync(folder, "report.json", json.Text), keys));
        Assert.Equal(0, (await VerifyAsync(await WriteAsync(folder, "report.html", page.Text), keys)).Code);
        Assert.Equal(
            (1, "What stands beside the signature is not what was signed."), await VerifyAsync(await WriteAsync(folder, "beside.json", changedBeside), keys));
        Assert.Equal(
            (1, "The signature is not right: the report was changed."),
            await VerifyAsync(await WriteAsync(folder, "changed.json", json.Text.Replace(jws, otherSignature, StringComparison.Ordinal)), keys));
        string handOffKeys = (await rig.Staff.SendWithTokenAsync(null, "GET", ".well-known/jwks.json")).Text;
        Assert.Equal(1, (await VerifyAsync(Path.Combine(folder.Path, "report.json"), await WriteAsync(folder, "other-keys.json", handOffKeys))).Code);
    }

    private static async Task<string> WriteAsync(TemporaryFolder folder, string name, string text)
    {
        string path = Path.Combine(folder.Path, name);
        await File.WriteAllTextAsync(path, text, Cancel);
        return path;
    }

    private static async Task<(int Code, string Said)> VerifyAsync(string report, string keys)
    {
        using Process node = new()
        {
            StartInfo = new ProcessStartInfo("node", [Path.Combine(RepositoryRoot.Find(), "docs", "verify-evidence.mjs"), report, keys])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        node.Start();
        Task<string> said = node.StandardOutput.ReadToEndAsync(Cancel), refused = node.StandardError.ReadToEndAsync(Cancel);
        await node.WaitForExitAsync(Cancel);
        return (node.ExitCode, (await said + await refused).Trim());
    }

    private static string NewKey()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }
}
