using LeerId.Schools;
using LeerId.Schools.Import;
using LeerId.Testing;

namespace LeerId.Core.Tests.Schools;

public sealed class OpenSchoolDataTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Header =
        "schoolnummer;intern_vplnummer;hoofdzetel;naam;instellingstype;straat;postcode;gemeente;kbo-nummer;bestuur;begindatum;einddatum;status erkenning\r\n";

    private readonly SchoolRig _rig = new(azurite.NewAccount());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _rig.ImportedAsync(
        "number,name,from,until,board,formerNumbers,gemeente\n012345,Een,2026-09-01,,,012346,Gent\n030569,Twee,2026-09-01,2027-08-31,Oud bestuur,,Gent\n");

    public ValueTask DisposeAsync()
    {
        _rig.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Names_and_boards_are_filled_in(bool dryRun)
    {
        string[] before = await _rig.LinesAsync();
        SchoolListChanges changes = await AcceptedAsync(
            "\uFEFF" + Header +
            Line("012345", "Bijgebouw", "vzw Zon", main: "N") + Line("012345", "Basisschool De Regenboog", "vzw Zon", main: "J") +
            Line("30569", "Het Kompas", "") + Line("777777", "Niet op de lijst", "vzw Maan") + Line("777777", "", "vzw Maan"),
            dryRun);

        Assert.Empty(changes.Warnings);
        Assert.Empty(changes.Added.Concat(changes.Removed));
        Assert.Equal(
            ["012345 Basisschool De Regenboog name board", "030569 Het Kompas name"],
            changes.Changed.Select(school => $"{school.Number} {school.Name} {string.Join(' ', school.Fields)}"));
        Assert.Equal(
            dryRun ? before : ["012345 Basisschool De Regenboog 2026-09-01  [vzw Zon] [012346]", "030569 Het Kompas 2026-09-01 2027-08-31 [Oud bestuur] []"],
            await _rig.LinesAsync());
        Assert.Equal(dryRun, !_rig.Logs.Entries.Any(entry => entry.EventId.Id == 3013));
    }

    [Theory]
    [InlineData("300", "", "Erkend", "is a school board: no pupil is enrolled there")]
    [InlineData("300 - Schoolbestuur", "", "Erkend", "is a school board: no pupil is enrolled there")]
    [InlineData("Schoolbestuur", "", "Erkend", "is a school board: no pupil is enrolled there")]
    [InlineData("111", "2026-08-31", "Erkend", "is closed, or not recognised")]
    [InlineData("111", "31/08/2026", "Erkend", "is closed, or not recognised")]
    [InlineData("111", "31/08/2026 0:00:00", "Erkend", "is closed, or not recognised")]
    [InlineData("111", "", "Niet erkend", "is closed, or not recognised")]
    [InlineData("111", "", "Opgeheven", "is closed, or not recognised")]
    [InlineData("111", "2026-09-01", "Erkend", null)]
    [InlineData("111", "", "erkend en gesubsidieerd", null)]
    [InlineData("3001", "", "", null)]
    public async Task Doubtful_number_gives_a_warning(string type, string end, string recognition, string? warning)
    {
        SchoolListChanges changes = await AcceptedAsync(
            Header + Line("012345", "Een", "", type: type, end: end, recognition: recognition) + Line("030569", "Twee", ""), dryRun: true);
        Assert.Equal(
            warning is null ? [] : [new SchoolFileWarning(null, null, SchoolNumber.Parse("012345"), warning)],
            changes.Warnings.Select(SchoolRig.InEnglish));
    }

    [Fact]
    public async Task Number_that_is_not_in_the_file_gives_a_warning_and_is_kept()
    {
        SchoolListChanges changes = await AcceptedAsync(Header + Line("012345", "Een", ""));
        Assert.Equal(
            [new SchoolFileWarning(null, null, SchoolNumber.Parse("030569"), "is not in the open data")], changes.Warnings.Select(SchoolRig.InEnglish));
        Assert.Equal(2, (await _rig.LinesAsync()).Length);
    }

    [Fact]
    public async Task A_school_with_one_open_site_is_open() => Assert.Empty((await AcceptedAsync(
        Header + Line("012345", "Een", "", end: "2020-08-31") + Line("012345", "Een", "") + Line("030569", "Twee", ""))).Warnings);

    [Fact]
    public async Task Columns_may_come_in_another_order_and_some_may_be_missing()
    {
        SchoolListChanges changes = await AcceptedAsync("Naam,Schoolnummer\nEen,012345\nTwee!,030569\n");
        Assert.Equal(["030569"], changes.Changed.Select(school => school.Number.ToString()));
        Assert.Equal(["bestuur", "instellingstype", "einddatum", "status erkenning"], changes.Warnings.Select(warning => warning.Field));
    }

    [Fact]
    public async Task Municipality_of_the_main_site_is_filled_in_and_kept_if_the_file_has_none()
    {
        SchoolListChanges changes = await AcceptedAsync(
            Header + "012345;1;N;Een;111;;9040;Sint-Amandsberg;;;;;Erkend\n012345;1;J;Een;111;;9000;Ledeberg;;;;;Erkend\n030569;1;J;Twee;111;;;;;;;;Erkend\n");
        Assert.Equal(["municipality"], Assert.Single(changes.Changed).Fields);
        Assert.Equal(["Ledeberg", "Gent"], (await _rig.Store.ListAsync(Cancel)).Contracts.Select(school => school.Municipality));

        await AcceptedAsync("schoolnummer;naam;instellingstype;bestuur;einddatum;status erkenning\n012345;Anders;111;;;\n030569;Twee;111;;;\n");
        Assert.Equal(["Ledeberg", "Gent"], (await _rig.Store.ListAsync(Cancel)).Contracts.Select(school => school.Municipality));
    }

    [Fact]
    public async Task Line_breaks_in_a_name_become_spaces()
    {
        await AcceptedAsync(Header + Line("012345", "\"De\r\nRegenboog\"", "\"vzw\tZon\"") + Line("030569", "Twee", ""));
        Assert.StartsWith("012345 De Regenboog 2026-09-01  [vzw Zon]", (await _rig.LinesAsync())[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("012345;\"open\n", null, "has a quote that is never closed")]
    [InlineData("012345;1;;De \"Regenboog\";;;;;;;;;\n", null, "has a quote in the middle of a field: double it, and quote the field")]
    [InlineData("012345;1;;A;;;;;;;;;;x\n", null, "has 14 fields, and the header has 13")]
    [InlineData("777777;\"1;;A;;;;;;;;;\n012345;\"1;;B;;;;;;;;;\n", null, "has text after a closing quote")]
    [InlineData("\"777777;1;;A;;;;;;;;;\n012345;1;;B\"\n", "schoolnummer", "must be a number of six digits")]
    [InlineData("012345;1\n", "naam", "is missing")]
    [InlineData("012345;;;\u200B;;;;;;;;;\n", "naam", "has no visible character")]
    [InlineData("012345;;;;;;;;;;;;\n", "naam", "is missing")]
    [InlineData("012345;;;A;;;;;;;;morgen;\n", "einddatum", "must be a day such as 2026-09-01 or 01/09/2026")]
    public async Task A_faulty_line_is_named_and_nothing_is_changed(string line, string? field, string fault)
    {
        string[] before = await _rig.LinesAsync();
        SchoolImportOutcome outcome = await _rig.ImportOpenDataAsync(Header + Line("030569", "Anders", "") + line);
        Assert.Equal([new SchoolFileFault(3, field, fault)], Assert.IsType<SchoolImportOutcome.Faulty>(outcome).Faults.Select(SchoolRig.InEnglish));
        Assert.Equal(before, await _rig.LinesAsync());
    }

    [Theory]
    [InlineData("Aantal rijen: 2", "schoolnummer", "must be a number of six digits: the line is left out")]
    [InlineData(";;;Totaal", "schoolnummer", "is missing: the line is left out")]
    [InlineData("01234567;;;A;;;;;;;;;", "schoolnummer", "must be a number of six digits: the line is left out")]
    [InlineData(
        "77777;1;ja;Instituut \"De Hoek\" vzw;111", null, "has a quote in the middle of a field: double it, and quote the field: the line is left out")]
    [InlineData("77777;1;ja;\"De Hoek\" vzw;111", null, "has text after a closing quote: the line is left out")]
    [InlineData("77777;1;ja;De Hoek;;;;;;;;;;x", null, "has 14 fields, and the header has 13: the line is left out")]
    public async Task A_faulty_line_of_no_school_on_the_list_is_a_warning(string line, string? field, string warning)
    {
        SchoolListChanges changes = await AcceptedAsync($"{Header}{Line("012345", "Anders", "")}{line}\r\n{Line("030569", "Twee", "")}");
        Assert.Equal([new SchoolFileWarning(3, field, null, warning)], changes.Warnings.Select(SchoolRig.InEnglish));
        Assert.Equal(["012345"], changes.Changed.Select(school => school.Number.ToString()));
    }

    [Theory]
    [InlineData("footer-line.csv", "must be a number of six digits: the line is left out")]
    [InlineData("inner-quote-elsewhere.csv", "has a quote in the middle of a field: double it, and quote the field: the line is left out")]
    public async Task A_line_that_can_not_be_read_does_not_stop_the_file(string file, string warning)
    {
        SchoolImportOutcome outcome = await _rig.ImportOpenDataAsync(await SchoolFiles.ReadAsync(file));
        SchoolListChanges changes = Assert.IsType<SchoolImportOutcome.Accepted>(outcome).Changes;
        Assert.Equal((3, warning), (changes.Warnings[0].Line, changes.Warnings[0].Warning));
        Assert.Equal("012345 Basisschool De Regenboog 2026-09-01  [vzw Zonnestraal] [012346]", (await _rig.LinesAsync())[0]);
    }

    [Fact]
    public async Task A_file_without_numbers_is_refused() => Assert.Equal(
        [new SchoolFileFault(null, "schoolnummer", "The column is missing: it is called schoolnummer or instellingsnummer.")],
        Assert.IsType<SchoolImportOutcome.Unreadable>(await _rig.ImportOpenDataAsync("naam;bestuur\nEen;vzw\n")).Faults.Select(SchoolRig.InEnglish));

    [Fact]
    public async Task List_with_an_unreadable_row_is_not_changed()
    {
        string key = (await _rig.RowKeysAsync()).First(key => key != "current");
        await _rig.Table.UpsertEntityAsync(new Azure.Data.Tables.TableEntity("school", key) { ["From"] = "?" }, cancellationToken: Cancel);
        SchoolImportOutcome outcome = await _rig.ImportOpenDataAsync(Header + Line("030569", "Anders", ""));
        Assert.Equal(
            "The current list has rows that can't be read: 1. Import your list first.",
            Assert.Single(Assert.IsType<SchoolImportOutcome.Faulty>(outcome).Faults).Fault);
        Assert.Equal(3, (await _rig.RowKeysAsync()).Length);
    }

    private async Task<SchoolListChanges> AcceptedAsync(string csv, bool dryRun = false) =>
        Assert.IsType<SchoolImportOutcome.Accepted>(await _rig.ImportOpenDataAsync(csv, dryRun)).Changes;

    private static string Line(
        string number, string name, string board, string main = "", string type = "111", string end = "", string recognition = "Erkend") =>
        $"{number};1;{main};{name};{type};Kerkstraat 1;9000;Gent;0123.456.789;{board};2000-09-01;{end};{recognition}\r\n";
}
