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

/// <summary>With a report and the published keys, anybody can check whether the report is genuine.</summary>
public sealed class SignatureTests(AzuriteFixture azurite)
{
    private const string Genuine =
        "Genuine: this JSON, and nothing else in the file. The tables of a page are its rendering and are not checked: compare them.";

    private const string OnlyPrinted = "The signature is right, but the report beside it is not what was signed: only what is printed here is genuine.";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

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
        Assert.Equal((1, $"{report}\n{OnlyPrinted}"), await VerifyAsync(await WriteAsync(folder, "beside.json", changedBeside), keys));
        Assert.Equal(
            (1, "The signature is not right: the report was changed."),
            await VerifyAsync(await WriteAsync(folder, "changed.json", json.Text.Replace(jws, otherSignature, StringComparison.Ordinal)), keys));
        string issuerKeys = (await rig.Staff.SendWithTokenAsync(null, "GET", ".well-known/jwks.json")).Text;
        Assert.Equal(1, (await VerifyAsync(Path.Combine(folder.Path, "report.json"), await WriteAsync(folder, "other-keys.json", issuerKeys))).Code);
    }

    [Fact]
    public async Task Command_tells_a_genuine_report_however_it_was_saved()
    {
        await using EvidenceRig rig = await EvidenceRig.StartAsync(azurite);
        using TemporaryFolder folder = new();
        string keyText = await rig.KeysAsync(), keys = await WriteAsync(folder, "seal-keys.json", keyText);
        StaffAnswer answer = await rig.GetAsync("?from=2026-09-01");
        string json = answer.Text, page = (await rig.GetAsync("?from=2026-09-01", "text/html")).Text;
        string jws = answer.Json.GetProperty("jws").GetString()!;
        Assert.Contains("ë", json, StringComparison.Ordinal);

        Encoding[] encodings =
        [
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.Latin1,
            new UnicodeEncoding(bigEndian: false, byteOrderMark: false), new UnicodeEncoding(bigEndian: true, byteOrderMark: false),
        ];
        string quotedPrintable = string.Concat(page.Replace("=", "=3D", StringComparison.Ordinal).Chunk(75).Select(line => $"{new string(line)}=\r\n"));
        string[] files =
        [
            page, quotedPrintable, json, jws, $"\r\n{json}\r\n", $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{json}",
            JsonSerializer.Serialize(answer.Json, Indented),
            $"{{\"jws\":\"{jws}\"}}", $"[{{\"jws\":\"{jws}\"}}]", $"{json} and more", json[..(json.IndexOf(jws, StringComparison.Ordinal) + jws.Length)],
            $"Het verslag:\n{string.Join('\n', jws.Chunk(76).Select(line => new string(line)))}\nGroeten",
        ];
        foreach (Encoding encoding in encodings)
        {
            foreach ((int index, string file) in files.Index())
            {
                // The page is the answer to another request, so it has another report.
                string signed = Base64UrlEncoder.Decode((index < 2 ? SignedOf(page) : jws).Split('.')[1]);
                (int code, string said) = await VerifyAsync(await WriteAsync(folder, "saved", file, encoding), keys);
                Assert.True(code == 0 && said == $"{signed}\n{Genuine}", $"{encoding.WebName} {index}: {said[^Math.Min(said.Length, 200)..]}");
            }

            Assert.Equal(0, (await VerifyAsync(await WriteAsync(folder, "report.json", json), await WriteAsync(folder, "keys", keyText, encoding))).Code);
        }
    }

    [Fact]
    public async Task Command_gives_one_sentence_for_any_other_file()
    {
        await using EvidenceRig rig = await EvidenceRig.StartAsync(azurite);
        using TemporaryFolder folder = new();
        string keys = await WriteAsync(folder, "seal-keys.json", await rig.KeysAsync());
        StaffAnswer answer = await rig.GetAsync("?from=2026-09-01");
        string json = answer.Text, jws = answer.Json.GetProperty("jws").GetString()!;
        string report = await WriteAsync(folder, "report.json", json), missing = Path.Combine(folder.Path, "missing.json");
        string large = Path.Combine(folder.Path, "large"), binary = Path.Combine(folder.Path, "binary");
        await using (FileStream file = File.Create(large))
            file.SetLength((256L * 1024 * 1024) + 1);
        byte[] noise = new byte[100_000];
        new Random(5).NextBytes(noise);
        await File.WriteAllBytesAsync(binary, noise, Cancel);
        string header = jws[..jws.IndexOf('.', StringComparison.Ordinal)], cut = json[..(json.IndexOf(jws, StringComparison.Ordinal) + jws.Length - 1)];

        (string Report, string Keys, string Said)[] cases =
        [
            (missing, keys, $"There is no file {missing}."),
            (report, missing, $"There is no file {missing}."),
            (folder.Path, keys, $"{folder.Path} is a folder: give the file of the report."),
            (report, folder.Path, $"{folder.Path} is a folder: give the file of the keys."),
            (large, keys, $"{large} is larger than 256 MiB, so it is not the file of the report."),
            (binary, keys, "There is no signed report in this file."),
            (await WriteAsync(folder, "empty", ""), keys, $"The file {Path.Combine(folder.Path, "empty")} is empty."),
            (await WriteAsync(folder, "text", "eyJ"), keys, "There is no signed report in this file."),
            (await WriteAsync(folder, "pattern", string.Concat(Enumerable.Repeat("eyJ", 3_000_000))), keys, "There is no signed report in this file."),
            (await WriteAsync(folder, "cut", cut), keys, "The signed report in this file is not whole: save it again."),
            (await WriteAsync(folder, "short", $"{header}.eyJ"), keys, "The signed report in this file is not whole: save it again."),
            (await WriteAsync(folder, "token", TokenOf("""{"alg":"ES256","typ":"JWT"}""", jws)), keys, "This is another kind of token."),
            (await WriteAsync(folder, "none", TokenOf("""{"alg":"none","typ":"evidence-report+jwt"}""", jws)), keys, "This is another kind of token."),
            (await WriteAsync(folder, "kid", TokenOf("""{"alg":"ES256","typ":"evidence-report+jwt","kid":"x"}""", jws)), keys,
                "The key x is not in the key file."),
            (report, report, "The key file holds no keys: save /.well-known/seal-keys.json again."),
            (report, binary, "The key file holds no keys: save /.well-known/seal-keys.json again."),
            (report, await WriteAsync(folder, "null", """{"keys":[null]}"""), $"The key {new JsonWebToken(jws).Kid} is not in the key file."),
            (report, await WriteAsync(folder, "half", $$"""{"keys":[{"kid":"{{new JsonWebToken(jws).Kid}}","kty":"EC"}]}"""),
                $"The key {new JsonWebToken(jws).Kid} in the key file cannot be used: save /.well-known/seal-keys.json again."),
            ("", keys, "Give two files: node verify-evidence.mjs report.json seal-keys.json"),
        ];
        foreach ((string reportFile, string keyFile, string said) in cases)
            Assert.Equal((1, said), await VerifyAsync(reportFile, keyFile));
    }

    private static string SignedOf(string page)
    {
        using AngleSharp.Html.Dom.IHtmlDocument document = new HtmlParser().ParseDocument(page);
        return document.QuerySelector("pre")!.TextContent;
    }

    private static string TokenOf(string header, string jws) =>
        $"{Base64UrlEncoder.Encode(header)}{jws[jws.IndexOf('.', StringComparison.Ordinal)..]}";

    private static async Task<string> WriteAsync(TemporaryFolder folder, string name, string text, Encoding? encoding = null)
    {
        string path = Path.Combine(folder.Path, name);
        await File.WriteAllTextAsync(path, text, encoding ?? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Cancel);
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
