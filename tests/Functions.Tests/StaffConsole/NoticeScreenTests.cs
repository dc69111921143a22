using System.Net;
using LeerId.Functions.Tests.Staff;
using LeerId.Notices;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>The screen Meldingen: the list, a notice with its supplements and its result, the register as a file, and DOV's processors.</summary>
public sealed class NoticeScreenTests(ConsoleNoticesRig rig) : IClassFixture<ConsoleNoticesRig>
{
    private const string EndQuality = "meldingen/fout-afhandelen";
    private const string Processors = "meldingen/verwerkers-dov";

    private static readonly DateTimeOffset FoundAt = new(2026, 9, 1, 5, 30, 0, TimeSpan.Zero);

    private static readonly QualityContent Quality = new() { FoundAt = FoundAt, Data = "Voornaam", Problem = "ontbreekt" };

    private static readonly SharingContent Sharing = new()
    {
        Receiver = "het parket van Gent",
        Data = [ProtocolDatum.Naam],
        PupilCount = 1,
        LegalGround = "een vordering",
        PlannedAt = FoundAt.AddDays(300),
    };

    [Fact]
    public async Task List_shows_what_the_filters_ask_for()
    {
        string quality = await rig.ReportAsync(Quality);
        string change = await rig.ReportAsync(new ChangeContent { Subject = ChangeSubject.Processors, Description = "Een andere.", Impact = "Geen." });
        string breach = await rig.ReportAsync(new BreachContent { KnownAt = FoundAt, Nature = "Een bestand stond open." });
        await rig.UntilSentAsync("quality", quality);
        using ConsoleBrowser browser = await rig.SignInAsync(StaffRole.Operator);

        string[] all = await AddressesAsync(browser, "meldingen"), open = await AddressesAsync(browser, "meldingen?open=ja");

        Assert.Contains($"/beheer/meldingen/quality/{quality}", all);
        Assert.Contains($"/beheer/datalek/{breach}", all);
        Assert.Contains($"/beheer/meldingen/change/{change}", all);
        Assert.DoesNotContain($"/beheer/meldingen/change/{change}", open);
        Assert.All(
            await AddressesAsync(browser, "meldingen?soort=quality&mails=delivered"),
            address => Assert.StartsWith("/beheer/meldingen/quality/", address, StringComparison.Ordinal));
        Answer none = await browser.GetAsync("meldingen?soort=agreement");
        Assert.Contains("Er zijn geen meldingen die hieraan voldoen.", none.Text(), StringComparison.Ordinal);
        Assert.Equal("agreement", none.Document.QuerySelector("select[name=soort] option[selected]")!.GetAttribute("value"));
        // A breach has its own screen.
        Assert.Equal($"/beheer/datalek/{breach}", (await browser.GetAsync($"meldingen/breach/{breach}")).Address.AbsolutePath);
    }

    [Fact]
    public async Task Officer_supplements_a_notice_once_however_often_the_form_is_sent()
    {
        string number = await rig.ReportAsync(Quality), path = $"meldingen/quality/{number}";
        using ConsoleBrowser browser = await rig.SignInAsync(StaffRole.Dpo);
        Answer page = await browser.GetAsync(path);
        Assert.Equal("Melding over de kwaliteit van gegevens", page.Heading());
        Assert.Equal(["Aanvulling ontbreekt"], (await browser.SubmitAsync(page, $"{path}/aanvulling")).Faults());
        Dictionary<string, string> supplement = new() { ["text"] = "Het gaat om <b>twee</b> scholen." };

        Answer done = await browser.SubmitAsync(page, $"{path}/aanvulling", supplement);
        await browser.SubmitAsync(page, $"{path}/aanvulling", supplement);

        Assert.Equal("De aanvulling is geregistreerd. Wie de melding kreeg, krijgt ook de aanvulling per mail.", done.Message());
        Assert.Contains("Het gaat om <b>twee</b> scholen.", done.Text(), StringComparison.Ordinal);
        Notice[] parts = [.. (await rig.FindAsync("quality", number)).Skip(1)];
        Assert.Equal((StaffRig.ObjectIdOf(StaffRole.Dpo), "aanvulling-1"), (Assert.Single(parts).ReportedBy, parts[0].Reference.Part));
        using ConsoleBrowser reader = await rig.SignInAsync(StaffRole.Operator);
        Assert.Null((await reader.GetAsync(path)).Document.QuerySelector("textarea"));
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsync($"{path}/aanvulling", [new("text", "x")])).Status);
        Answer uuid = await browser.SubmitAsync(
            page, $"{path}/aanvulling", new Dictionary<string, string> { ["text"] = "1ee71d00-0000-4000-8000-000000000001", ["__key"] = "other" });
        Assert.StartsWith("Aanvulling bevat een uuid", Assert.Single(uuid.Faults()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StaffRole.AccessControl)]
    [InlineData(StaffRole.Privacy)]
    public async Task Result_of_a_fault_is_recorded_under_its_number_and_kept(StaffRole role)
    {
        string number = await rig.ReportAsync(Quality);
        using ConsoleBrowser browser = await rig.SignInAsync(role);
        Dictionary<string, string> ending = new() { ["number"] = number, ["at"] = "2026-09-01T08:00", ["text"] = "Verbeterd bij de school." };
        Answer page = await browser.GetAsync(EndQuality);
        Assert.Equal(
            ["Nummer van de melding is geen nummer van een melding van een fout in de gegevens"],
            (await browser.SubmitAsync(page, EndQuality, new Dictionary<string, string>(ending) { ["number"] = $"{number}/aanvulling-1" })).Faults());
        Assert.Equal(
            ["Wanneer de fout afgehandeld is ontbreekt", "Wat er gedaan is ontbreekt"],
            (await browser.SubmitAsync(page, EndQuality, new Dictionary<string, string> { ["number"] = number })).Faults());

        Answer done = await browser.SubmitAsync(page, EndQuality, ending);

        Assert.Equal(("De afhandeling is vastgelegd.", "/beheer/meldingen"), (done.Message(), done.Address.AbsolutePath));
        Answer other = await browser.SubmitAsync(page, EndQuality, new Dictionary<string, string>(ending) { ["text"] = "Iets anders." });
        Assert.StartsWith("Er is al iets anders vastgelegd", Assert.Single(other.Faults()), StringComparison.Ordinal);
        Notice notice = (await rig.FindAsync("quality", number))[0];
        Assert.Equal(("Verbeterd bij de school.", StaffRig.ObjectIdOf(role)), (notice.Ending!.Text, notice.EndingRecordedBy));
        using ConsoleBrowser officer = await rig.SignInAsync(StaffRole.Dpo);
        Assert.Contains("Verbeterd bij de school.", (await officer.GetAsync($"meldingen/quality/{number}")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Officer_records_that_data_were_not_given()
    {
        string number = await rig.ReportAsync(Sharing), path = $"meldingen/sharing/{number}/einde";
        using ConsoleBrowser browser = await rig.SignInAsync(StaffRole.Dpo);
        Answer notice = await browser.GetAsync($"meldingen/sharing/{number}");
        Assert.NotNull(notice.Document.QuerySelector($"a[href='/beheer/{path}']"));
        Answer page = await browser.GetAsync(path);
        Assert.Equal(["Toelichting ontbreekt"], (await browser.SubmitAsync(page, path)).Faults());

        Answer done = await browser.SubmitAsync(page, path, new Dictionary<string, string> { ["text"] = "De vordering is ingetrokken." });

        Assert.Equal($"/beheer/meldingen/sharing/{number}", done.Address.AbsolutePath);
        Assert.Contains("Gegevens gegeven niet gegeven Toelichting De vordering is ingetrokken.", done.Text(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("meldingen/sharing/01K42TP6J8Q5V0D3W7Z9X1C4BN")).Status);
        using ConsoleBrowser other = await rig.SignInAsync(StaffRole.Operator);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync(path)).Status);
    }

    [Fact]
    public async Task Register_is_a_file_in_which_nothing_is_a_formula()
    {
        await rig.ReportAsync(Quality with { Problem = "=HYPERLINK(\"https://evil.example\")" });
        using ConsoleBrowser browser = await rig.SignInAsync(StaffRole.Dpo);

        Answer file = await browser.GetAsync("meldingen/register.csv");

        Assert.Equal(
            ("text/csv; charset=utf-8", "no-store", "nosniff"),
            (file.Headers["Content-Type"], file.Headers["Cache-Control"], file.Headers["X-Content-Type-Options"]));
        Assert.Contains("filename=meldingen.csv", file.Headers["Content-Disposition"], StringComparison.Ordinal);
        Assert.Contains("'=HYPERLINK", file.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(";\"=HYPERLINK", file.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overview_of_the_processors_of_DOV_is_registered_and_shown()
    {
        using ConsoleBrowser browser = await rig.SignInAsync(StaffRole.Dpo);
        Answer page = await browser.GetAsync(Processors);
        Answer faulty = await browser.SubmitAsync(
            page, Processors, new Dictionary<string, string> { ["date"] = "2026-09-02", ["processors"] = "Wolk NV" });
        Assert.Equal(
            [
                "Datum van het overzicht ligt in de toekomst",
                "Verwerkers moet voor elke verwerker een naam en een dienst hebben, elk van 1 tot 500 tekens",
            ],
            faulty.Faults());

        Answer done = await browser.SubmitAsync(
            faulty, Processors, new Dictionary<string, string> { ["date"] = "2026-09-01", ["processors"] = "Wolk NV; hosting; opslag\r\n\r\nHulp NV;lijn" });

        Assert.Equal(("Het overzicht is geregistreerd.", HttpStatusCode.OK), (done.Message(), done.Status));
        DovProcessorView overview = Assert.Single(await rig.Staff.Get<DovProcessors>().ListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(
            [new DovProcessor { Name = "Wolk NV", Service = "hosting; opslag" }, new DovProcessor { Name = "Hulp NV", Service = "lijn" }], overview.Processors);
        using ConsoleBrowser reader = await rig.SignInAsync(StaffRole.Operator);
        Answer read = await reader.GetAsync(Processors);
        Assert.Contains("Overzicht van 1 september 2026", read.Text(), StringComparison.Ordinal);
        Assert.Null(read.Document.QuerySelector("textarea"));
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsync(Processors, [new("date", "2026-09-01")])).Status);
    }

    private static async Task<string[]> AddressesAsync(ConsoleBrowser browser, string path) =>
        [.. (await browser.GetAsync(path)).Document.QuerySelectorAll("tbody a").Select(link => link.GetAttribute("href")!)];
}
