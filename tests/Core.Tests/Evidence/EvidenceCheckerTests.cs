using System.IO.Compression;
using System.Text;
using LeerId.Evidence;
using LeerId.PrivacyLog.Seals;
using LeerId.Secrets;
using LeerId.Testing;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Core.Tests.Evidence;

/// <summary>Whether any file contains a genuine report of this app.</summary>
public sealed class EvidenceCheckerTests : IDisposable
{
    private const string Storage = "UseDevelopmentStorage=true";

    private static readonly string Report =
        """
        {"iss":"https://leerid.example","iat":1789027200,"jti":"01K4NUMBER","madeAt":"2026-09-10T08:00:00+00:00",
        "from":"2026-09-01","until":"2026-09-09"}
        """.ReplaceLineEndings("");

    private static readonly EvidenceFacts Facts = new(
        "01K4NUMBER", "https://leerid.example", new(new(2026, 9, 1), new(2026, 9, 9)), new(2026, 9, 10, 8, 0, 0, TimeSpan.Zero));

    private readonly EvidenceRig _rig = new(Storage);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, EvidenceFileFault> Others => new()
    {
        { "", EvidenceFileFault.NoReport },
        { "eyJ", EvidenceFileFault.NoReport },
        { "een brief.van iemand.zonder verslag", EvidenceFileFault.NoReport },
        { "PK", EvidenceFileFault.Damaged },
        { "PK\u0003\u0004 en dan iets anders", EvidenceFileFault.Damaged },
    };

    [Fact]
    public async Task Report_is_genuine_in_each_form_in_which_it_is_saved()
    {
        string jws = await SignAsync(_rig, Report);
        string json = $"{{\"report\":{Report},\"jws\":\"{jws}\"}}", page = $"<html lang=\"nl\"><pre>{jws}</pre></html>";
        byte[][] files =
        [
            .. new[]
            {
                jws, json, page, $"\r\n{json}\r\n", $"{jws}.en meer",
                $"Het verslag:\n{string.Join('\n', jws.Chunk(76).Select(line => new string(line)))}\nGroeten",
                string.Concat(page.Chunk(75).Select(line => $"{new string(line)}=\r\n")),
            }.SelectMany(text => new[] { Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetBytes(text), Encoding.BigEndianUnicode.GetBytes(text) }),
            [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(json)],
            [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(json)],
            Zip(("LEESMIJ.txt", "eerst dit lezen"), ("seal-keys.json", "{}"), ("verslag.html", page), ("verslag.json", json)),
        ];

        string kid = await KidAsync(_rig);
        Assert.All(
            await Task.WhenAll(files.Select(CheckAsync)),
            outcome => Assert.Equal(new EvidenceCheckOutcome.Genuine(Facts, kid, SealKeyAge.Current, ReadablePartMatches: true), outcome));
    }

    [Fact]
    public async Task Report_beside_the_signature_that_says_something_else_is_noticed()
    {
        string jws = await SignAsync(_rig, Report);
        string other = Report.Replace("2026-09-09", "2026-09-08", StringComparison.Ordinal);

        EvidenceCheckOutcome outcome = await CheckAsync(Zip(("verslag.json", $"{{\"report\":{other},\"jws\":\"{jws}\"}}")));

        Assert.Equal(
            (Facts, false), Assert.IsType<EvidenceCheckOutcome.Genuine>(outcome) is var genuine ? (genuine.Facts, genuine.ReadablePartMatches) : default);
    }

    [Fact]
    public async Task Changed_report_is_distinguished_from_another_key_and_another_kind_of_token()
    {
        string[] parts = (await SignAsync(_rig, Report)).Split('.');
        string kid = await KidAsync(_rig);
        byte[] changed = Encoding.UTF8.GetBytes(Report.Replace("2026-09-09", "2026-09-08", StringComparison.Ordinal));
        using EvidenceRig other = new(Storage);

        Assert.Equal(new EvidenceCheckOutcome.Changed(kid), await CheckAsync($"{parts[0]}.{Base64UrlEncoder.Encode(changed)}.{parts[2]}"));
        Assert.Equal(
            new EvidenceCheckOutcome.Changed(kid),
            await CheckAsync($"{parts[0]}.{parts[1]}.{(parts[2][0] == 'A' ? 'B' : 'A')}{parts[2][1..]}"));
        Assert.Equal(new EvidenceCheckOutcome.KeyUnknown(await KidAsync(other)), await CheckAsync(await SignAsync(other, Report)));
        Assert.Equal(NotChecked(EvidenceFileFault.NoReport), await CheckAsync(await SignAsync(_rig, Report, "seal+jwt")));
        Assert.Equal(NotChecked(EvidenceFileFault.NotWhole), await CheckAsync($"{parts[0]}.{parts[1]}.{parts[2][..85]}"));
        Assert.Equal(NotChecked(EvidenceFileFault.NotWhole), await CheckAsync($"{parts[0]}.{parts[1]}"));
    }

    [Fact]
    public async Task Header_that_asks_for_no_signature_is_a_changed_report()
    {
        string[] parts = (await SignAsync(_rig, Report)).Split('.');
        string header = Base64UrlEncoder.Encode($$"""{"alg":"none","kid":"{{await KidAsync(_rig)}}","typ":"evidence-report+jwt"}""");

        Assert.IsType<EvidenceCheckOutcome.Changed>(await CheckAsync($"{header}.{parts[1]}.{parts[2]}"));
    }

    [Fact]
    public async Task Report_of_a_former_key_is_genuine_for_as_long_as_its_version_is_enabled()
    {
        string former = CompleteSettings.NewEllipticCurveKey();
        using EvidenceRig before = new(Storage, settings: ("Secrets:seal-key", former));
        byte[] file = Encoding.UTF8.GetBytes(await SignAsync(before, Report));
        using EvidenceRig previous = new(Storage, settings: ("Secrets:seal-key:previous", former));
        EvidenceChecker older = new(
            new VaultOfSealKeys(CompleteSettings.NewEllipticCurveKey(), CompleteSettings.NewEllipticCurveKey(), ["onbruikbaar", former]));
        using EvidenceRig without = new(Storage, settings: ("Secrets:seal-key:previous", CompleteSettings.NewEllipticCurveKey()));

        Assert.Equal(SealKeyAge.Published, Age(await previous.Get<EvidenceChecker>().CheckAsync(file, Cancel)));
        Assert.Equal(SealKeyAge.Older, Age(await older.CheckAsync(file, Cancel)));
        Assert.IsType<EvidenceCheckOutcome.KeyUnknown>(await without.Get<EvidenceChecker>().CheckAsync(file, Cancel));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Any_other_file_is_reported_as_no_report(string text, EvidenceFileFault fault) => Assert.Equal(NotChecked(fault), await CheckAsync(text));

    [Fact]
    public async Task Binary_file_is_reported_as_no_report()
    {
        byte[] noise = new byte[100_000];
        new Random(5).NextBytes(noise);
        Assert.Equal(NotChecked(EvidenceFileFault.NoReport), await CheckAsync(noise));
    }

    [Fact]
    public async Task File_full_of_beginnings_of_tokens_is_read_once()
    {
        Assert.Equal(NotChecked(EvidenceFileFault.NoReport), await CheckAsync(string.Concat(Enumerable.Repeat("eyJ", 5_000_000))));
        Assert.Equal(NotChecked(EvidenceFileFault.NoReport), await CheckAsync(string.Concat(Enumerable.Repeat("eyJ.", 4_000_000))));
        Assert.Equal(NotChecked(EvidenceFileFault.NoReport), await CheckAsync(string.Concat(Enumerable.Repeat($"eyJ{new string('a', 60)}.", 250_000))));
    }

    [Fact]
    public async Task File_that_is_too_large_is_not_read() =>
        Assert.Equal(NotChecked(EvidenceFileFault.TooLarge), await CheckAsync(new byte[EvidenceChecker.MaximumBytes + 1]));

    [Fact]
    public async Task Zip_file_that_unpacks_to_far_more_is_given_up()
    {
        byte[] bomb = Zip(("verslag.json", new string(' ', 100 * 1024 * 1024)));
        Assert.True(bomb.Length < 1024 * 1024);
        Assert.Equal(NotChecked(EvidenceFileFault.TooLarge), await CheckAsync(bomb));

        // The checker doesn't trust the sizes that the file states: here every header states 12 bytes.
        Assert.IsType<EvidenceCheckOutcome.NotChecked>(await CheckAsync(Rewrite(bomb, 100 * 1024 * 1024, 12)));
    }

    [Fact]
    public async Task Zip_file_of_many_files_is_given_up() => Assert.Equal(
        NotChecked(EvidenceFileFault.TooLarge), await CheckAsync(Zip([.. Enumerable.Range(0, 51).Select(number => ($"{number}.json", "{}"))])));

    [Fact]
    public async Task Zip_file_in_a_zip_file_is_not_unpacked()
    {
        byte[] inner = Zip(("verslag.json", await SignAsync(_rig, Report)));
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using Stream entry = archive.CreateEntry("verslag.zip").Open();
            await entry.WriteAsync(inner, Cancel);
        }

        Assert.Equal(NotChecked(EvidenceFileFault.NoReport), await CheckAsync(stream.ToArray()));
    }

    public void Dispose() => _rig.Dispose();

    private Task<EvidenceCheckOutcome> CheckAsync(string text) => CheckAsync(Encoding.UTF8.GetBytes(text));

    private Task<EvidenceCheckOutcome> CheckAsync(byte[] file) => _rig.Get<EvidenceChecker>().CheckAsync(file, Cancel);

    private static EvidenceCheckOutcome.NotChecked NotChecked(EvidenceFileFault fault) => new(fault);

    private static SealKeyAge Age(EvidenceCheckOutcome outcome) => Assert.IsType<EvidenceCheckOutcome.Genuine>(outcome).Age;

    private static async Task<string> SignAsync(EvidenceRig rig, string json, string type = SignedReport.TokenType) =>
        await rig.Get<SealKeys>().SignAsync(json, type, Cancel);

    private static async Task<string> KidAsync(EvidenceRig rig) => new JsonWebKeySet(await rig.Get<SealKeys>().PublishAsync(Cancel)).Keys[0].Kid;

    private static byte[] Zip(params (string Name, string Text)[] files)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, string text) in files)
            {
                using StreamWriter writer = new(archive.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return stream.ToArray();
    }

    // Replaces the sizes in the headers of the entries.
    private static byte[] Rewrite(byte[] zip, int stated, int instead)
    {
        byte[] changed = [.. zip];
        byte[] find = BitConverter.GetBytes(stated), replace = BitConverter.GetBytes(instead);
        for (int at = changed.AsSpan().IndexOf(find); at >= 0; at = changed.AsSpan().IndexOf(find))
            replace.CopyTo(changed, at);
        return changed;
    }

    // A setting can't hold a PEM among the former values, and no vault runs here.
    private sealed class VaultOfSealKeys(string current, string previous, string[] older) : ISecretReader
    {
        public Task<SecretVersions> ReadAsync(string name, CancellationToken cancellationToken) => Task.FromResult(new SecretVersions(current, previous));

        public Task<SecretVersions> ReadAllAsync(string name, CancellationToken cancellationToken) =>
            Task.FromResult(new SecretVersions(current, previous) { Older = older });

        public Task<IReadOnlyList<SecretVersion>> ListAsync(string name, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
