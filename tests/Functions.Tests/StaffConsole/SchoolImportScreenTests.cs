using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text;
using Azure.Data.Tables;
using LeerId.Functions.Tests.Staff;
using LeerId.Functions.Tests.StaffConsole.Schools;
using LeerId.Schools;
using LeerId.Schools.Import;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>The screen Scholen invoeren: upload, faults, preview, confirmation.</summary>
public sealed class SchoolImportScreenTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Screen = "scholen/invoeren";
    private const string Header = "nummer;naam;van;tot;schoolbestuur;vroegere nummers\n";

    private readonly string _account = azurite.NewAccount();
    private StaffRig? _rig;
    private ConsoleBrowser? _browser;

    private StaffRig Rig => _rig!;

    private ConsoleBrowser Browser => _browser!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _rig = await StaffRig.StartAsync(azurite, _account);
        _browser = await ConsoleBrowser.SignInAsync(Rig, StaffRole.AccessControl);
    }

    public async ValueTask DisposeAsync()
    {
        _browser?.Dispose();
        if (_rig is not null)
            await _rig.DisposeAsync();
    }

    [Fact]
    public async Task The_preview_shows_what_changes_survives_a_reload_and_is_applied()
    {
        SchoolContract[] list =
        [
            .. (await ContractsAsync()).Where(school => school.Number.ToString() != "050505")
                .Select(school => school.Number.ToString() != "030569"
                    ? school : school with { Name = "Het <b>Kompas</b>", Until = new DateOnly(2030, 8, 31) }),
            new SchoolContract { Number = SchoolNumber.Parse("060606"), Name = "De Brug", From = new DateOnly(2026, 9, 1) },
        ];
        string[] before = await NamesAsync();

        Answer preview = await UploadAsync(SchoolWorkbook.Write(list));

        Assert.Equal("Controleer wat er wijzigt", preview.Heading());
        Assert.Contains(
            "Verdwijnen uit de lijst 1 Wijzigen 1 bekijken: Wijzigen Komen erbij 1 bekijken: Komen erbij", preview.Text(), StringComparison.Ordinal);
        Assert.Contains("050505", preview.Text(), StringComparison.Ordinal);
        Answer changed = await Browser.GetAsync(PathOf(preview) + "?toon=wijzigt");
        Assert.Contains("Naam: Oefenschool Het Kompas wordt Het <b>Kompas</b>", changed.Text(), StringComparison.Ordinal);
        Assert.Contains("wordt 31 augustus 2030", changed.Text(), StringComparison.Ordinal);
        Assert.Contains("De Brug", (await Browser.GetAsync(PathOf(preview) + "?toon=nieuw")).Text(), StringComparison.Ordinal);
        Assert.Equal(before, await NamesAsync());

        // The request can come from another instance, or from the same page an hour later.
        Answer reloaded = await Browser.GetAsync(PathOf(preview));
        Answer done = await Browser.SubmitAsync(reloaded, PathOf(preview));

        Assert.Equal("De lijst is bijgewerkt: 1 toegevoegd, 1 gewijzigd, 1 verdwenen.", done.Message());
        Assert.Equal(["Oefenschool De Regenboog", "Het <b>Kompas</b>", "Oefenschool De Fusie", "De Brug"], await NamesAsync());
        Assert.Equal("Dit bestand staat niet meer klaar", (await Browser.GetAsync(PathOf(preview))).Heading());
        Assert.Equal(HttpStatusCode.NotFound, (await Browser.SubmitAsync(reloaded, PathOf(preview))).Status);
    }

    [Theory]
    [InlineData("scholen/invoeren/scholen.xlsx", "scholen.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("scholen/lijst.csv", "scholen.csv", "text/csv; charset=utf-8")]
    public async Task The_downloaded_list_changes_nothing_when_it_is_uploaded_again(string path, string name, string mediaType)
    {
        await Rig.PutAsync("000777", "=HYPERLINK(\"http://x\")");
        Assert.Contains($"/beheer/{path}", (await Browser.GetAsync(Screen)).Document.QuerySelectorAll("main a").Select(link => link.GetAttribute("href")));
        using HttpResponseMessage file = await Browser.DownloadAsync(path);
        Assert.Equal(mediaType, file.Content.Headers.ContentType!.ToString());
        Assert.Equal(name, file.Content.Headers.ContentDisposition!.FileName);
        Assert.True(file.Headers.CacheControl!.NoStore);

        Answer preview = await UploadAsync(await file.Content.ReadAsByteArrayAsync(Cancel));

        Assert.Contains("Dit bestand wijzigt niets: de lijst is al zo.", preview.Text(), StringComparison.Ordinal);
        Assert.Contains("Blijven zoals ze zijn 5", preview.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("Voer in", preview.Document.QuerySelectorAll("button").Select(button => button.TextContent));
    }

    [Fact]
    public async Task Each_fault_is_shown_with_its_place_in_pages_and_nothing_is_applied()
    {
        StringBuilder csv = new(Header);
        for (int line = 2; line <= 61; line++)
            csv.Append("12x;<script>;2026-09-01;;;\n");
        Answer faults = await UploadAsync(Encoding.UTF8.GetBytes(csv.ToString()));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Het bestand heeft fouten"), (faults.Status, faults.Heading()));
        Assert.Contains("Er zijn 60 fouten.", faults.Text(), StringComparison.Ordinal);
        Assert.Contains("Regel 2 (nummer) bestaat niet uit zes cijfers.", faults.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("Regel 60 (nummer)", faults.Text(), StringComparison.Ordinal);
        Assert.Contains("Regel 60 (nummer)", (await Browser.GetAsync(PathOf(faults) + "?pagina=2")).Text(), StringComparison.Ordinal);
        Assert.Equal(4, (await NamesAsync()).Length);
    }

    [Fact]
    public async Task A_fault_in_a_workbook_names_its_cell()
    {
        // The number occurs twice. The second one is in row 6.
        SchoolContract[] list = [.. await ContractsAsync()];
        Answer faults = await UploadAsync(SchoolWorkbook.Write([.. list, list[0]]));
        Assert.Contains("Cel A6 (nummer) 012345 staat ook in cel A2, en de periodes overlappen.", faults.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_removals_must_be_typed()
    {
        await ImportAsync(Csv(300_000, 40));
        Answer preview = await UploadAsync(Encoding.UTF8.GetBytes(Csv(300_000, 20)));

        Answer without = await Browser.SubmitAsync(preview, PathOf(preview));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, 40), (without.Status, (await NamesAsync()).Length));
        Assert.Equal(["Aantal scholen dat verdwijnt ontbreekt: typ hoeveel scholen verdwijnen"], without.Faults());
        Answer wrong = await Browser.SubmitAsync(without, PathOf(preview), new Dictionary<string, string> { ["removes"] = "19" });
        Assert.Equal(["Aantal scholen dat verdwijnt is niet het aantal scholen dat verdwijnt"], wrong.Faults());
        Assert.Equal("19", wrong.Document.QuerySelector("input[name=removes]")!.GetAttribute("value"));
        Answer text = await Browser.SubmitAsync(without, PathOf(preview), new Dictionary<string, string> { ["removes"] = "veel" });
        Assert.Equal(["Aantal scholen dat verdwijnt is geen geheel getal, zoals 120"], text.Faults());
        Answer right = await Browser.SubmitAsync(wrong, PathOf(preview), new Dictionary<string, string> { ["removes"] = "20" });
        Assert.Equal("De lijst is bijgewerkt: 0 toegevoegd, 0 gewijzigd, 20 verdwenen.", right.Message());
    }

    [Fact]
    public async Task A_list_that_changed_meanwhile_is_shown_again_and_not_overwritten()
    {
        Answer preview = await UploadAsync(Encoding.UTF8.GetBytes(Header + "012345;De Regenboog;2020-09-01;;;\n"));
        await Rig.PutAsync("000777", "Tussendoor");

        Answer overtaken = await Browser.SubmitAsync(preview, PathOf(preview));

        Assert.Contains("Iemand anders wijzigde de lijst intussen. Er is niets van u ingevoerd.", overtaken.Text(), StringComparison.Ordinal);
        Assert.Contains("Verdwijnen uit de lijst 4", overtaken.Text(), StringComparison.Ordinal);
        Assert.Contains("Tussendoor", await NamesAsync());
        Answer done = await Browser.SubmitAsync(overtaken, PathOf(preview));
        Assert.Equal("De lijst is bijgewerkt: 0 toegevoegd, 1 gewijzigd, 4 verdwenen.", done.Message());
    }

    [Fact]
    public async Task A_list_that_somebody_damaged_by_hand_can_be_put_right_with_the_same_schools()
    {
        byte[] same = SchoolWorkbook.Write(await ContractsAsync());
        TableClient table = new(_account, "Schools");
        await table.AddEntityAsync(new TableEntity("school", "000001") { ["From"] = "ooit" }, Cancel);

        Answer preview = await UploadAsync(same);

        Assert.Contains("herstelt ook rijen van de lijst", preview.Text(), StringComparison.Ordinal);
        Assert.Equal("De lijst is bijgewerkt: 0 toegevoegd, 0 gewijzigd, 0 verdwenen.", (await Browser.SubmitAsync(preview, PathOf(preview))).Message());
        Assert.Contains("Dit bestand wijzigt niets", (await UploadAsync(same)).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_open_data_fill_in_names_and_warn()
    {
        Answer page = await Browser.GetAsync(Screen);
        byte[] file = "schoolnummer;naam;bestuur\n012345;Vrije Basisschool De Regenboog;vzw Zon\n030569;Het Kompas;\n040404;De Fusie;\n"u8.ToArray();
        Answer preview = await Browser.UploadAsync(page, $"{Screen}/open-data", "openData", "open.csv", file);
        Assert.Contains("De open data vullen de huidige lijst aan.", preview.Text(), StringComparison.Ordinal);
        Answer warnings = await Browser.GetAsync(PathOf(preview) + "?toon=waarschuwingen");
        Assert.Contains("School 050505 staat niet in de open data.", warnings.Text(), StringComparison.Ordinal);
        await Browser.SubmitAsync(preview, PathOf(preview));
        Assert.Contains("Vrije Basisschool De Regenboog", await NamesAsync());
    }

    [Fact]
    public async Task Harmful_and_invalid_files_are_refused_with_advice()
    {
        using MemoryStream bomb = new();
        using (ZipArchive archive = new(bomb, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream part = archive.CreateEntry("xl/worksheets/sheet1.xml").Open();
            for (int megabyte = 0; megabyte < 64; megabyte++)
                part.Write(new byte[1024 * 1024]);
        }

        foreach ((byte[] file, string text) in new (byte[], string)[]
        {
            (bomb.ToArray(), "is te groot als het uitgepakt is"),
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], "heeft de oude vorm .xls. Bewaar het als .xlsx."),
            ([1, 0, 2, 0, 0, 0, 3], "is geen Excel- of CSV-bestand."),
        })
        {
            Answer faults = await UploadAsync(file);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, faults.Status);
            Assert.Contains(text, faults.Text(), StringComparison.Ordinal);
        }

        Answer page = await Browser.GetAsync(Screen);
        Answer missing = await Browser.UploadAsync(page, Screen, "iets-anders", "x.csv", "x"u8.ToArray());
        Assert.Equal(["Bestand met uw lijst ontbreekt: kies een bestand"], missing.Faults());
        Answer large = await UploadAsync(new byte[SchoolListImport.MaximumBytes + 1]);
        Assert.Equal(["Bestand met uw lijst is groter dan 4 MiB"], large.Faults());
        Answer larger = await UploadAsync(new byte[SchoolListImport.MaximumBytes + (1024 * 1024)]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, larger.Status);
        Assert.Equal(4, (await NamesAsync()).Length);
    }

    [Fact]
    public async Task File_is_only_for_the_person_who_uploaded_it_and_can_be_discarded()
    {
        Answer preview = await UploadAsync(Encoding.UTF8.GetBytes(Header + "012345;De Regenboog;2020-09-01;;;\n"));
        using ConsoleBrowser officer = await ConsoleBrowser.SignInAsync(Rig, StaffRole.Dpo);
        Assert.Equal(HttpStatusCode.Forbidden, (await officer.GetAsync(PathOf(preview))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Browser.GetAsync($"{Screen}/01J00000000000000000000000")).Status);

        Answer thrown = await Browser.SubmitAsync(preview, $"{PathOf(preview)}/weg");

        Assert.Equal("Er is niets gewijzigd, en het bestand is weg.", thrown.Message());
        Assert.Equal(HttpStatusCode.NotFound, (await Browser.GetAsync(PathOf(preview))).Status);
    }

    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public async Task Four_thousand_schools_are_previewed_imported_and_undone_while_the_browser_waits()
    {
        byte[] file = SchoolWorkbook.Write(Enumerable.Range(300_000, 4000).Select(number => new SchoolContract
        {
            Number = SchoolNumber.Parse($"{number}"),
            Name = $"Basisschool {number}",
            From = new DateOnly(2026, 9, 1),
            Board = "vzw Zonnestraal",
        }));

        (Answer preview, TimeSpan shown) = await TimeAsync(() => UploadAsync(file));
        Assert.Contains("Komen erbij 4.000", preview.Text(), StringComparison.Ordinal);
        (_, TimeSpan reloaded) = await TimeAsync(() => Browser.GetAsync(PathOf(preview) + "?toon=nieuw&pagina=80"));
        (Answer done, TimeSpan applied) = await TimeAsync(() => Browser.SubmitAsync(preview, PathOf(preview)));
        Assert.Equal("De lijst is bijgewerkt: 4.000 toegevoegd, 0 gewijzigd, 4 verdwenen.", done.Message());

        string import = (await Browser.GetAsync("scholen/invoeren/vorige")).Document.QuerySelector("tbody a")!.GetAttribute("href")!["/beheer/".Length..];
        (Answer before, TimeSpan looked) = await TimeAsync(() => Browser.GetAsync(import));
        (Answer undone, TimeSpan took) = await TimeAsync(
            () => Browser.SubmitAsync(before, import, new Dictionary<string, string> { ["removes"] = "4000" }));
        Assert.Equal("De invoer is ongedaan gemaakt: 4 toegevoegd, 0 gewijzigd, 4.000 verdwenen.", undone.Message());
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{file.Length} bytes. Uploaded and shown {shown}, shown again {reloaded}, applied {applied}, looked at the undoing {looked}, undone {took}");
        // The limit is much higher than needed, so that a busy machine doesn't fail the test. The platform ends a request after 230 s.
        Assert.All([shown, reloaded, applied, looked, took], time => Assert.InRange(time, TimeSpan.Zero, TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task Only_access_control_has_the_screen()
    {
        foreach (StaffRole role in StaffRig.Persons.Except([StaffRole.AccessControl]))
        {
            using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig, role);
            Assert.DoesNotContain("Scholen invoeren", (await browser.GetAsync("hulpcode")).Menu());
            foreach (string path in new[] { "", "/scholen.xlsx", "/x", "/vorige", "/vorige/1" })
                Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(Screen + path)).Status);
        }

        Assert.Contains("Scholen invoeren", (await Browser.GetAsync(Screen)).Menu());
    }

    private static string Csv(int from, int count) =>
        Header + string.Concat(Enumerable.Range(from, count).Select(number => $"{number};School {number};2026-09-01;;;\n"));

    private static async Task<(Answer Answer, TimeSpan Took)> TimeAsync(Func<Task<Answer>> act)
    {
        long start = Stopwatch.GetTimestamp();
        return (await act(), Stopwatch.GetElapsedTime(start));
    }

    private static string PathOf(Answer page) => page.Address.AbsolutePath["/beheer/".Length..];

    private async Task<Answer> UploadAsync(byte[] file) => await Browser.UploadAsync(await Browser.GetAsync(Screen), Screen, "lijst", "lijst.xlsx", file);

    private async Task ImportAsync(string csv) => Assert.IsType<SchoolImportOutcome.Accepted>(
        await Rig.Get<SchoolListImport>().ImportAsync(Encoding.UTF8.GetBytes(csv), dryRun: false, removes: null, revision: null, "test", Cancel));

    private async Task<IReadOnlyList<SchoolContract>> ContractsAsync() => (await Rig.Get<SchoolStore>().ListAsync(Cancel)).Contracts;

    private async Task<string[]> NamesAsync() => [.. (await ContractsAsync()).Select(school => school.Name)];
}
