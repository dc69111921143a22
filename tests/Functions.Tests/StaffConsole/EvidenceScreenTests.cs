using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using LeerId.Functions.Tests.Staff.Evidence;
using LeerId.LocalServices;
using LeerId.Staff;
using LeerId.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>The screen Bewijs: choose a period, read the report, download it, and check a file.</summary>
public sealed class EvidenceScreenTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string September = "from=2026-09-01&until=2026-09-01";

    private EvidenceRig? _rig;

    private EvidenceRig Rig => _rig!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _rig = await EvidenceRig.StartAsync(azurite);

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
            await _rig.DisposeAsync();
    }

    [Theory]
    [InlineData(StaffRole.Dpo)]
    [InlineData(StaffRole.Operator)]
    public async Task Month_of_the_list_leads_to_the_report_and_a_longer_period_to_its_months(StaffRole role)
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig.Staff, role);
        Answer choice = await browser.GetAsync("bewijs");
        Assert.Equal((HttpStatusCode.OK, "Bewijs"), (choice.Status, choice.Heading()));
        Assert.Contains("Bewijs", choice.Menu());

        Answer report = await browser.GetAsync(PathOf(choice, "september 2026, tot en met vandaag"));
        Assert.Equal((HttpStatusCode.OK, "Verantwoording LeerID, 1 september 2026 tot en met 1 september 2026"), (report.Status, report.Heading()));
        Assert.Contains(
            "Register van verwerkingsactiviteiten (AVG, artikel 30)", report.Document.QuerySelectorAll("h2").Select(heading => heading.TextContent));
        Assert.True((await Rig.VerifyAsync(report.Document.QuerySelector("pre")!.TextContent)).IsValid);

        Answer months = await browser.GetAsync(PathOf(choice, "schooljaar 2025-2026"));
        Assert.Equal("Bewijs van 1 september 2025 tot en met 31 augustus 2026", months.Heading());
        Assert.Equal(
            ["september 2025", "oktober 2025", "november 2025", "december 2025", "januari 2026", "februari 2026", "maart 2026", "april 2026", "mei 2026",
                "juni 2026", "juli 2026", "augustus 2026"],
            months.Document.QuerySelectorAll("tbody th").Select(month => month.TextContent));
        Answer january = await browser.GetAsync(months.Document.QuerySelectorAll("tbody a")[8].GetAttribute("href")!["/beheer/".Length..]);
        Assert.Equal("Verantwoording LeerID, 1 januari 2026 tot en met 31 januari 2026", january.Heading());
    }

    [Fact]
    public async Task Other_roles_are_refused_everywhere()
    {
        foreach (StaffRole role in new[] { StaffRole.AccessControl, StaffRole.Helpdesk, StaffRole.Privacy })
        {
            using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig.Staff, role);
            foreach (string path in new[]
            {
                "bewijs", $"bewijs/periode?{September}", $"bewijs/verslag?{September}", $"bewijs/zip?{September}", "bewijs/nagaan", "bewijs/regel",
                "bewijs/regel/2026-09-01/01K4", "register", "register/aanvaardingen", "overeenkomst", "overeenkomst/bevestigen", "werking",
            })
            {
                Assert.True((await browser.GetAsync(path)).Status == HttpStatusCode.Forbidden, $"{role} gets {path}.");
            }

            string[] menu = (await browser.GetAsync("vertrouwelijkheid")).Menu();
            Assert.Empty(menu.Intersect(["Bewijs", "Register", "Werking", "Einde van het protocol"]));
        }

        using ConsoleBrowser officer = await ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.Dpo);
        Assert.Equal(HttpStatusCode.Forbidden, (await officer.GetAsync("werking")).Status);
    }

    [Fact]
    public async Task Own_period_is_accepted_and_its_faults_are_named_at_the_field()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.Dpo);
        Answer choice = await browser.GetAsync("bewijs");

        Assert.Equal(
            "Bewijs van 20 juli 2026 tot en met 10 augustus 2026", (await ChooseAsync("20/7/2026", "2026-08-10")).Heading());
        Assert.Equal("Verantwoording LeerID, 20 juli 2026 tot en met 21 juli 2026", (await ChooseAsync("2026-07-20", "2026-07-21")).Heading());

        Answer empty = await ChooseAsync("", "");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.Status);
        Assert.Equal(["Eerste dag ontbreekt: geef een dag", "Laatste dag ontbreekt: geef een dag"], empty.Faults());
        Answer turned = await ChooseAsync("2026-08-10", "2026-08-09");
        Assert.Equal(["Eerste dag is na de laatste dag"], turned.Faults());
        Assert.Equal("2026-08-10", turned.Document.QuerySelector("input[name=from]")!.GetAttribute("value"));
        Assert.Equal(["Laatste dag is na vandaag"], (await ChooseAsync("2026-08-10", "2026-09-02")).Faults());
        Assert.Equal(
            ["Eerste dag maakt de periode langer dan 400 dagen: vraag meer dan één verslag"], (await ChooseAsync("2025-01-01", "2026-08-31")).Faults());
        // A user can edit the address.
        foreach (string path in new[] { "bewijs/periode?from=gisteren", "bewijs/verslag?from=2026-09-02", "bewijs/zip?until=%3Cb%3E" })
        {
            Answer wrong = await browser.GetAsync(path);
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "Bewijs", 1), (wrong.Status, wrong.Heading(), wrong.Faults().Length));
        }

        Task<Answer> ChooseAsync(string from, string until) =>
            browser.SubmitAsync(choice, "bewijs", new Dictionary<string, string> { ["from"] = from, ["until"] = until });
    }

    [Fact]
    public async Task Zip_file_has_the_report_the_page_the_keys_and_how_to_check_and_its_signature_is_right()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.Operator);

        using HttpResponseMessage response = await SendAsync(browser, $"bewijs/zip?{September}");
        byte[] file = await response.Content.ReadAsByteArrayAsync(Cancel);

        Assert.Equal(
            ("application/zip", "leerid-bewijs-2026-09-01-2026-09-01.zip", "no-store"),
            (response.Content.Headers.ContentType!.MediaType, response.Content.Headers.ContentDisposition!.FileName,
                response.Headers.CacheControl!.ToString()));
        using ZipArchive archive = new(new MemoryStream(file));
        Assert.Equal(["LEESMIJ.txt", "verslag.json", "verslag.html", "seal-keys.json"], archive.Entries.Select(entry => entry.FullName));
        Assert.Equal(await Rig.KeysAsync(), Text(archive, "seal-keys.json"));
        JsonElement report = JsonElement.Parse(Text(archive, "verslag.json"));
        string jws = report.GetProperty("jws").GetString()!;
        Assert.Contains(jws, Text(archive, "verslag.html"), StringComparison.Ordinal);
        string number = report.GetProperty("report").GetProperty("jti").GetString()!;
        foreach (string told in new[] { number, "ES256", "npm install jose", $"{Rig.Staff.Host.Host.Address.GetLeftPart(UriPartial.Authority)}/.well-known/" })
            Assert.Contains(told, Text(archive, "LEESMIJ.txt"), StringComparison.Ordinal);

        // The file's keys are checked by a library that doesn't know reports, and by another program.
        TokenValidationResult result = await new JsonWebTokenHandler().ValidateTokenAsync(jws, new TokenValidationParameters
        {
            IssuerSigningKeys = new JsonWebKeySet(Text(archive, "seal-keys.json")).GetSigningKeys(),
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
        });
        Assert.Null(result.Exception);
        Assert.Equal(0, await VerifyWithNodeAsync(archive));
    }

    [Fact]
    public async Task Downloaded_file_is_genuine_and_a_changed_one_is_detected()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.Dpo);
        using HttpResponseMessage response = await SendAsync(browser, $"bewijs/zip?{September}");
        byte[] file = await response.Content.ReadAsByteArrayAsync(Cancel);
        using ZipArchive archive = new(new MemoryStream(file));
        string json = Text(archive, "verslag.json"), number = JsonElement.Parse(json).GetProperty("report").GetProperty("jti").GetString()!;

        Answer genuine = await CheckAsync(browser, "bewijs.zip", file);

        Assert.Equal("De handtekening is geldig", Result(genuine));
        string kid = new JsonWebKeySet(await Rig.KeysAsync()).Keys[0].Kid;
        foreach (string told in new[] { number, "1 september 2026", "de sleutel die nu in gebruik is", kid })
            Assert.Contains(told, genuine.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("is iets anders dan wat ondertekend werd", genuine.Text(), StringComparison.Ordinal);
        string beside = json.Replace("\"from\":\"2026-09-01\"", "\"from\":\"2026-08-01\"", StringComparison.Ordinal);
        Assert.Contains("is iets anders dan wat ondertekend werd", (await CheckAsync(browser, "v.json", Bytes(beside))).Text(), StringComparison.Ordinal);
        string jws = JsonElement.Parse(json).GetProperty("jws").GetString()!;
        string[] parts = jws.Split('.');
        string changed = Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace("2026-09-01", "2026-08-01", StringComparison.Ordinal));
        Assert.Equal("De handtekening is niet geldig", Result(await CheckAsync(browser, "v.txt", Bytes($"{parts[0]}.{changed}.{parts[2]}"))));
    }

    [Fact]
    public async Task Hostile_files_are_answered_and_their_content_is_not_markup()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.Dpo);
        using MemoryStream bomb = new();
        using (ZipArchive archive = new(bomb, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using Stream entry = archive.CreateEntry("verslag.json").Open();
            byte[] zeros = new byte[1024 * 1024];
            for (int i = 0; i < 200; i++)
                await entry.WriteAsync(zeros, Cancel);
        }

        string header = Base64UrlEncoder.Encode("""{"alg":"ES256","typ":"evidence-report+jwt","kid":"<script>alert(1)</script>"}""");
        Answer unknown = await CheckAsync(browser, "<b>.txt", Bytes($"{header}.e30.{new string('A', 86)}"));

        Assert.Equal("Er is niets om na te gaan", Result(await CheckAsync(browser, "bomb.zip", bomb.ToArray())));
        Assert.Equal("De handtekening kan niet nagegaan worden", Result(unknown));
        Assert.Empty(unknown.Document.QuerySelectorAll("script, b"));
        Assert.Contains("<script>alert(1)</script>", unknown.Text(), StringComparison.Ordinal);
        Assert.Equal("Er is niets om na te gaan", Result(await CheckAsync(browser, "photo.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16])));
        Answer none = await CheckAsync(browser, "empty", []);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Bestand ontbreekt: kies een bestand"), (none.Status, Assert.Single(none.Faults())));
        Answer large = await CheckAsync(browser, "large", new byte[17 * 1024 * 1024]);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "Te groot of niet leesbaar"), (large.Status, large.Heading()));
    }

    [Fact]
    public async Task Unavailable_storage_is_reported_without_a_report()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(azurite.NewAccount());
        await using EvidenceRig rig = await EvidenceRig.StartAsync(azurite, proxy.ConnectionString);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Dpo);
        proxy.Intercept = request => request == "GET Runs()" ? StorageProxy.Refuse : null;

        foreach (string path in new[] { "bewijs/verslag", "bewijs/zip" })
        {
            Answer answer = await browser.GetAsync($"{path}?{September}");
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "Even niet beschikbaar"), (answer.Status, answer.Heading()));
        }
    }

    private static string PathOf(Answer page, string link) =>
        page.Document.QuerySelectorAll("main a").Single(candidate => candidate.TextContent == link).GetAttribute("href")!["/beheer/".Length..];

    private static string Result(Answer page) => page.Document.QuerySelector(".result h2")!.TextContent;

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static async Task<Answer> CheckAsync(ConsoleBrowser browser, string name, byte[] file) =>
        await browser.UploadAsync(await browser.GetAsync("bewijs/nagaan"), "bewijs/nagaan", "file", name, file);

    private static string Text(ZipArchive archive, string name)
    {
        using StreamReader reader = new(archive.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    private static async Task<HttpResponseMessage> SendAsync(ConsoleBrowser browser, string path)
    {
        HttpResponseMessage response = await browser.DownloadAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return response;
    }

    private static async Task<int> VerifyWithNodeAsync(ZipArchive archive)
    {
        using TemporaryFolder folder = new();
        foreach (string name in new[] { "verslag.json", "seal-keys.json" })
            await File.WriteAllTextAsync(Path.Combine(folder.Path, name), Text(archive, name), Cancel);
        string[] arguments =
        [
            Path.Combine(RepositoryRoot.Find(), "docs", "verify-evidence.mjs"), Path.Combine(folder.Path, "verslag.json"),
            Path.Combine(folder.Path, "seal-keys.json"),
        ];
        using Process node = Process.Start(new ProcessStartInfo("node", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> said = node.StandardOutput.ReadToEndAsync(Cancel), refused = node.StandardError.ReadToEndAsync(Cancel);
        await Task.WhenAll(said, refused);
        await node.WaitForExitAsync(Cancel);
        return node.ExitCode;
    }
}
