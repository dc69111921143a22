using System.Text;
using LeerId.Schools.Import;
using LeerId.Testing;

namespace LeerId.Core.Tests.Schools;

/// <summary>The provider's list in the forms that common programs write.</summary>
public sealed class SchoolFileTests(AzuriteFixture azurite) : IDisposable
{
    private const string Regenboog = "012345 Basisschool De Regenboog 2026-09-01 2027-08-31 [vzw Zonnestraal] []";
    private const string Jozef = "030569 Vrije Basisschool Sint-Jozef 2026-09-01  [vzw Écoles Réunies] []";
    private const string Fusie = "040404 Basisschool De Fusie 2026-09-01 2027-06-30 [] [040401 040402]";
    private const string RegenboogWithoutBoard = "012345 Basisschool De Regenboog 2026-09-01 2027-08-31 [] []";
    private const string JozefWithoutBoard = "030569 Vrije Basisschool Sint-Jozef 2026-09-01  [] []";
    private const string Windows1252 = "The file is not UTF-8 and is read as Windows-1252: check the accents in the names.";

    private readonly SchoolRig _rig = new(azurite.NewAccount());

    [Theory]
    [InlineData("utf8-bom-sep-line.csv", Regenboog, Jozef, Fusie)]
    [InlineData("windows-1252.csv", Regenboog, Jozef, Fusie)]
    [InlineData("utf16-with-bom.csv", Regenboog, Jozef, Fusie)]
    [InlineData("utf16-without-bom.csv", Regenboog, Jozef, Fusie)]
    [InlineData("empty-trailing-columns.csv", Regenboog, Jozef, Fusie)]
    [InlineData("formula-cells.csv", Regenboog, JozefWithoutBoard)]
    [InlineData("rows-without-last-fields.csv", RegenboogWithoutBoard, JozefWithoutBoard)]
    [InlineData("lost-zeros.csv", RegenboogWithoutBoard, JozefWithoutBoard)]
    public async Task A_file_is_imported(string file, params string[] expected)
    {
        SchoolImportOutcome outcome = await _rig.ImportAsync(await SchoolFiles.ReadAsync(file));
        SchoolListChanges changes = Assert.IsType<SchoolImportOutcome.Accepted>(outcome).Changes;
        Assert.Equal(expected, await _rig.LinesAsync());
        Assert.Equal(
            file switch
            {
                "windows-1252.csv" => [new(3, null, null, Windows1252)],
                "lost-zeros.csv" => [new(2, "number", null, "12345 is read as 012345"), new(3, "number", null, "30569 is read as 030569")],
                _ => Array.Empty<SchoolFileWarning>(),
            },
            changes.Warnings.Select(SchoolRig.InEnglish));
    }

    [Fact]
    public async Task A_name_that_is_not_visible_is_refused_with_its_line_and_column()
    {
        SchoolImportOutcome outcome = await _rig.ImportAsync(await SchoolFiles.ReadAsync("invisible-name.csv"));
        Assert.Equal(
            [new SchoolFileFault(2, "name", "has no visible character")],
            Assert.IsType<SchoolImportOutcome.Faulty>(outcome).Faults.Select(SchoolRig.InEnglish));
    }

    [Theory]
    [InlineData("number;name;from;until\n=\"012345\";=\"De \"\"Regenboog\"\"\";=\"2026-09-01\";=\"\"\n")]
    [InlineData("number;name;from;until\n\"=\"\"012345\"\"\";\"De \"\"Regenboog\"\"\";2026-09-01;\n")]
    [InlineData("=\"number\";=\"name\";=\"from\";=\"until\"\n 012345 ; =\"De \"\"Regenboog\"\"\" ;2026-09-01\n")]
    [InlineData("sep=;;;;;\nnumber;name;from;until;;\n012345;\"De \"\"Regenboog\"\"\";2026-09-01;;;\n")]
    [InlineData("SEP=,\r\nnumber,name,from,until\r\n012345,\"De \"\"Regenboog\"\"\",2026-09-01\r\n")]
    [InlineData(";;;\nnumber;name;from;until;\n\n;\n012345;\"De \"\"Regenboog\"\"\";2026-09-01\n;;;;;;;\n")]
    public async Task File_format_of_a_spreadsheet_is_read(string csv)
    {
        Assert.Empty((await _rig.ImportedAsync(csv)).Warnings);
        Assert.Equal(["012345 De \"Regenboog\" 2026-09-01  [] []"], await _rig.LinesAsync());
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task UTF_16_is_read_in_either_order_with_or_without_a_mark(bool bigEndian, bool withMark)
    {
        UnicodeEncoding encoding = new(bigEndian, byteOrderMark: withMark);
        byte[] text = encoding.GetBytes("sep=;\nnumber;name;from;until\n012345;École €;2026-09-01;\n");
        Assert.IsType<SchoolImportOutcome.Accepted>(await _rig.ImportAsync([.. encoding.Preamble, .. text]));
        Assert.Equal(["012345 École € 2026-09-01  [] []"], await _rig.LinesAsync());
    }

    [Fact]
    public async Task Half_a_character_of_UTF_16_is_a_fault_of_its_line()
    {
        byte[] text = Encoding.Unicode.GetBytes("number;name;from;until\n012345;A?;2026-09-01;\n");
        text[Array.IndexOf(text, (byte)'?') + 1] = 0xD8;
        Assert.Equal(
            [new SchoolFileFault(2, "name", "has a line break or another character that is not text")],
            Assert.IsType<SchoolImportOutcome.Faulty>(await _rig.ImportAsync(text)).Faults.Select(SchoolRig.InEnglish));
    }

    public void Dispose() => _rig.Dispose();
}
