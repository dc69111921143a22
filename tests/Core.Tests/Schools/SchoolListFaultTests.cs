using System.Text;
using LeerId.Schools;
using LeerId.Schools.Import;
using LeerId.Testing;

namespace LeerId.Core.Tests.Schools;

/// <summary>Every fault that a list can have. The import refuses the list with every line and reason, and the current list stays.</summary>
public sealed class SchoolListFaultTests(SchoolListFaultTests.SharedRig shared) : IClassFixture<SchoolListFaultTests.SharedRig>
{
    private const string Header = "number,name,from,until,board,formerNumbers\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("1234567,A,2026-09-01,,,", "number", "must have six digits")]
    [InlineData("0123456,A,2026-09-01,,,", "number", "must have six digits")]
    [InlineData("12 345,A,2026-09-01,,,", "number", "must have six digits")]
    [InlineData("-12345,A,2026-09-01,,,", "number", "must have six digits")]
    [InlineData("12345A,A,2026-09-01,,,", "number", "must have six digits")]
    [InlineData("٠٣٠٥٦٩,A,2026-09-01,,,", "number", "must have six digits")]
    [InlineData(",A,2026-09-01,,,", "number", "is missing")]
    [InlineData("012345,,2026-09-01,,,", "name", "is missing")]
    [InlineData("012345,\"   \",2026-09-01,,,", "name", "is missing")]
    [InlineData("012345,\"De\nRegenboog\",2026-09-01,,,", "name", "has a line break or another character that is not text")]
    [InlineData("012345,\"De\r\nRegenboog\",2026-09-01,,,", "name", "has a line break or another character that is not text")]
    [InlineData("012345,De\u0007Regenboog,2026-09-01,,,", "name", "has a line break or another character that is not text")]
    [InlineData("012345,De\u2028Regenboog,2026-09-01,,,", "name", "has a line break or another character that is not text")]
    [InlineData("012345,De\uFFFDRegenboog,2026-09-01,,,", "name", "has a line break or another character that is not text")]
    [InlineData("012345,A,2026-09-01,,\"Zonne\nstraal\",", "board", "has a line break or another character that is not text")]
    [InlineData("012345,A,,,,", "from", "is missing")]
    [InlineData("012345,A,2026-02-29,,,", "from", "must be a day such as 2026-09-01")]
    [InlineData("012345,A,09/13/2026,,,", "from", "must be a day such as 2026-09-01")]
    [InlineData("012345,A,1 september 2026,,,", "from", "must be a day such as 2026-09-01")]
    [InlineData("012345,A,1/9/26,,,", "from", "must be a day such as 2026-09-01")]
    [InlineData("012345,A,0026-09-01,,,", "from", "is before 1900")]
    [InlineData("012345,A,2026-09-01,nooit,,", "until", "must be a day such as 2026-09-01")]
    [InlineData("012345,A,2026-09-01,2026-08-31,,", "until", "is before the first day")]
    [InlineData("012345,A,2026-09-01,,,12345678", "formerNumbers", "must have six digits each")]
    [InlineData("012345,A,2026-09-01,,,012345", "formerNumbers", "012345 is the school's own number")]
    [InlineData("012345,A,2026-09-01,,,012346 012346", "formerNumbers", "012346 occurs twice")]
    [InlineData("012345,\u200B,2026-09-01,,,", "name", "has no visible character")]
    [InlineData("012345,\u3164\uFE0F,2026-09-01,,,", "name", "has no visible character")]
    [InlineData("012345,A,2026-09-01,,\u2060,", "board", "has no visible character")]
    [InlineData("012345,A", "from", "is missing")]
    [InlineData("012345,A,2026-09-01,,,,x", null, "has 7 fields, and the header has 6")]
    [InlineData("=\"012345,A,2026-09-01,,,", null, "has a quote in the middle of a field: double it, and quote the field")]
    [InlineData("=\"012345\",De \"Regenboog\",2026-09-01,,,", null, "has a quote in the middle of a field: double it, and quote the field")]
    [InlineData("=\"012345\",\"De\" Regenboog,2026-09-01,,,", null, "has a quote in the middle of a field: double it, and quote the field")]
    [InlineData("=012345,A,2026-09-01,,,", "number", "must have six digits")]
    [InlineData("012345,De \"Regenboog\",2026-09-01,,,", null, "has a quote in the middle of a field: double it, and quote the field")]
    [InlineData("012345,\"De\" Regenboog,2026-09-01,,,", null, "has text after a closing quote")]
    [InlineData("012345,\"De Regenboog,2026-09-01,,,\n030569,B,2026-09-01,,,", null, "has a quote that is never closed")]
    public async Task A_faulty_line_is_named(string line, string? field, string fault) =>
        await AssertRefusedAsync($"{Header}111111,Goed,2026-09-01,,,\n{line}\n", new SchoolFileFault(3, field, fault));

    [Fact]
    public async Task Texts_that_are_too_long_are_named()
    {
        string text = new('a', 201);
        string numbers = string.Join(' ', Enumerable.Range(200_000, 101));
        await AssertRefusedAsync(
            $"{Header}012345,{text},2026-09-01,,{text},{numbers}\n",
            new SchoolFileFault(2, "name", "is longer than 200 characters"),
            new SchoolFileFault(2, "board", "is longer than 200 characters"),
            new SchoolFileFault(2, "formerNumbers", "must be at most 100"));
    }

    [Theory]
    [InlineData("2026-09-01,,", "2027-09-01,,", "012345 is also on line 2, and the periods overlap")]
    [InlineData("2026-09-01,2027-08-31,", "2027-08-31,,", "012345 is also on line 2, and the periods overlap")]
    [InlineData("2027-09-01,,", "2026-09-01,2027-08-31,", "012345 is also on line 2: give a school one line, from the first day to the last")]
    public async Task A_number_that_is_there_twice_is_named(string first, string second, string fault) =>
        await AssertRefusedAsync($"{Header}012345,A,{first},\n030569,B,2026-09-01,,,\n12345,A,{second},\n", new SchoolFileFault(4, "number", fault));

    [Fact]
    public async Task A_former_number_of_two_schools_in_the_same_period_is_named() => await AssertRefusedAsync(
        $"{Header}012345,A,2026-09-01,2027-08-31,,040401\n030569,B,2027-08-31,,,040401\n",
        new SchoolFileFault(3, "formerNumbers", "040401 is also a former number of 012345, in the same period"));

    [Fact]
    public async Task A_former_number_that_is_a_school_of_the_same_period_is_named() => await AssertRefusedAsync(
        $"{Header}040404,Fusie,2026-09-01,,,040401\n040401,Vroeger,2020-09-01,2026-09-01,,\n",
        new SchoolFileFault(2, "formerNumbers", "040401 is itself on the list, in the same period"));

    [Fact]
    public async Task Former_number_that_is_kept_because_the_column_is_missing_is_named_too() => await AssertRefusedAsync(
        "number,name,from,until\n222222,Heeft 222221,2026-09-01,\n222221,Nieuw,2026-09-01,\n",
        new SchoolFileFault(2, "formerNumbers", "222221 is itself on the list, in the same period"));

    [Theory]
    [InlineData("", null, "The file is empty.")]
    [InlineData("\uFEFF", null, "The file is empty.")]
    [InlineData("\r\n \n", null, "The file is empty.")]
    [InlineData("number,name,from\n012345,A,2026-09-01\n", "until", "The column is missing: it is called until or tot.")]
    [InlineData("number,name,from,until,until\n012345,A,2026-09-01,,\n", "until", "The column occurs twice.")]
    [InlineData("number,nummer,name,from,until\n012345,012345,A,2026-09-01,\n", "number", "The column occurs twice.")]
    [InlineData("number,name,from,until,untill\n012345,A,2026-09-01,,\n", "untill", "The column is unknown: correct its name, or remove it.")]
    public async Task File_of_another_format_is_refused(string csv, string? field, string fault) =>
        await AssertUnreadableAsync(csv, new SchoolFileFault(null, field, fault));

    [Theory]
    [InlineData("number,name,from,until\n")]
    [InlineData("number,name,from,until\n,,,\n")]
    public async Task A_file_without_schools_is_refused(string csv) =>
        await AssertRefusedAsync(csv, new SchoolFileFault(null, null, "The file has no schools."));

    [Fact]
    public async Task A_file_with_tabs_lacks_its_columns() => await AssertUnreadableAsync(
        "number\tname\tfrom\tuntil\n012345\tA\t2026-09-01\t\n",
        new SchoolFileFault(null, "number\tname\tfrom\tuntil", "The column is unknown: correct its name, or remove it."),
        new SchoolFileFault(null, "number", "The column is missing: it is called number or nummer or instellingsnummer."),
        new SchoolFileFault(null, "name", "The column is missing: it is called name or naam."),
        new SchoolFileFault(null, "from", "The column is missing: it is called from or van."),
        new SchoolFileFault(null, "until", "The column is missing: it is called until or tot."));

    [Fact]
    public async Task A_header_with_an_open_quote_is_refused()
    {
        SchoolImportOutcome outcome = await RefusedAsync("number,name,from,\"until\n012345,A,2026-09-01,\n"u8.ToArray());
        Assert.Contains(
            new SchoolFileFault(1, null, "has a quote that is never closed"),
            Assert.IsType<SchoolImportOutcome.Unreadable>(outcome).Faults.Select(SchoolRig.InEnglish));
    }

    [Fact]
    public async Task A_column_without_a_name_between_the_others_is_refused() => await AssertUnreadableAsync(
        "number,name,,from,until\n012345,A,,2026-09-01,\n",
        new SchoolFileFault(1, null, "has no name for column 3: remove the column, or give it a name"));

    [Fact]
    public async Task Characters_that_are_no_text_are_one_fault() => await AssertUnreadableAsync(
        $"{Header}012345,A\0,2026-09-01,,,\n030569,B\0,2026-09-01,,,\n",
        new SchoolFileFault(null, null, "The file contains NUL characters, so it is not a CSV file: save it as CSV in UTF-8."));

    [Theory]
    [InlineData(0, "zeros")]
    [InlineData(1, "random")]
    [InlineData('"', "quotes")]
    [InlineData(',', "commas")]
    [InlineData('\n', "line breaks")]
    [InlineData('1', "digits")]
    public async Task Random_bytes_are_refused(int filler, string what)
    {
        byte[] rubbish = new byte[SchoolListImport.MaximumBytes];
        if (filler == 1)
            new Random(5).NextBytes(rubbish);
        else
            Array.Fill(rubbish, (byte)filler);
        Assert.True(await RefusedAsync(rubbish) is SchoolImportOutcome.Unreadable { Faults.Count: > 0 and <= 20_000 }, what);
    }

    [Fact]
    public async Task Of_many_faults_all_are_counted_and_the_first_20000_are_named()
    {
        StringBuilder csv = new(Header);
        for (int line = 0; line < 7000; line++)
            csv.Append("x,,,,,\n");
        SchoolImportOutcome.Faulty faulty = Assert.IsType<SchoolImportOutcome.Faulty>(await shared.Rig.ImportAsync(csv.ToString()));
        Assert.Equal(21_000, faulty.FaultCount);
        Assert.Equal(20_000, faulty.Faults.Count);
        Assert.Equal(
            [new(2, "number", "must have six digits"), new(2, "name", "is missing"), new(2, "from", "is missing")],
            faulty.Faults.Take(3).Select(SchoolRig.InEnglish));
    }

    [Fact]
    public async Task More_schools_than_the_maximum_are_refused() => await AssertRefusedAsync(
        SchoolRig.Csv(20_001, "A"), new SchoolFileFault(20_002, null, "is beyond the limit of 20000 schools that can be imported at once"));

    private async Task AssertRefusedAsync(string csv, params SchoolFileFault[] faults) =>
        Assert.Equal(faults, Assert.IsType<SchoolImportOutcome.Faulty>(await RefusedAsync(Encoding.UTF8.GetBytes(csv))).Faults.Select(SchoolRig.InEnglish));

    private Task AssertUnreadableAsync(string csv, params SchoolFileFault[] faults) => AssertUnreadableAsync(Encoding.UTF8.GetBytes(csv), faults);

    private async Task AssertUnreadableAsync(byte[] csv, params SchoolFileFault[] faults) =>
        Assert.Equal(faults, Assert.IsType<SchoolImportOutcome.Unreadable>(await RefusedAsync(csv)).Faults.Select(SchoolRig.InEnglish));

    private async Task<SchoolImportOutcome> RefusedAsync(byte[] csv)
    {
        string[] before = await shared.Rig.LinesAsync();
        SchoolImportOutcome outcome = await shared.Rig.ImportAsync(csv);
        Assert.Equal(before, await shared.Rig.LinesAsync());
        Assert.Equal(2, before.Length);
        return outcome;
    }

    public sealed class SharedRig(AzuriteFixture azurite) : IAsyncLifetime
    {
        private SchoolRig? _rig;

        internal SchoolRig Rig => _rig!;

        public async ValueTask InitializeAsync()
        {
            _rig = new SchoolRig(azurite.NewAccount());
            await _rig.Store.PutAsync(SchoolRig.School("111111"), SchoolRig.By, Cancel);
            await _rig.Store.PutAsync(SchoolRig.School("222222") with { FormerNumbers = [SchoolNumber.Parse("222221")] }, SchoolRig.By, Cancel);
        }

        public ValueTask DisposeAsync()
        {
            _rig?.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
