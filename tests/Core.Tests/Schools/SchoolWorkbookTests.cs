using System.IO.Compression;
using LeerId.Schools.Import;
using LeerId.Testing;

namespace LeerId.Core.Tests.Schools;

/// <summary>The workbook that staff download, edit and import again.</summary>
public sealed class SchoolWorkbookTests(AzuriteFixture azurite)
{
    [Fact]
    public void Text_cells_have_the_text_format_and_none_is_a_formula()
    {
        using MemoryStream file = new(SchoolWorkbook.Write(SchoolListRoundTripTests.Hostile));
        using ZipArchive archive = new(file);
        string sheet = Read(archive, "sheet");
        Assert.DoesNotContain("<x:f>", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("<f>", sheet, StringComparison.Ordinal);
        // If a user saves the file as CSV, the CSV contains no formula either.
        Assert.Contains(">'=1+1<", sheet, StringComparison.Ordinal);
        Assert.Contains("numFmtId=\"49\"", Read(archive, "styles"), StringComparison.Ordinal);
    }

    [Fact]
    public void Invalid_XML_character_does_not_break_the_workbook()
    {
        byte[] file = SchoolWorkbook.Write([SchoolRig.School("012345", "A\uD800B\u0001")]);
        Assert.Equal(["name"], Workbooks.Faults(file).Select(fault => fault.Field));
    }

    [Fact]
    public async Task Open_data_can_be_a_workbook_too()
    {
        using SchoolRig rig = new(azurite.NewAccount());
        await rig.ImportedAsync("number,name,from,until\n012345,Een,2026-09-01,\n030569,Twee,2026-09-01,\n");
        byte[] file = Workbooks.Of(
            """
            <row r="1"><c r="A1" t="str"><v>schoolnummer</v></c><c r="B1" t="str"><v>naam</v></c>
            <c r="C1" t="str"><v>einddatum</v></c><c r="D1" t="str"><v>straat</v></c></row>
            <row r="2"><c r="A2"><v>12345</v></c><c r="B2" t="str"><v>De Regenboog</v></c></row>
            <row r="3"><c r="A3"><v>30569</v></c><c r="B3" t="str"><v>Twee</v></c><c r="C3" s="1"><v>44439</v></c><c r="D3" t="e"><v>#N/A</v></c></row>
            <row r="4"><c r="A4" t="str"><v>Totaal: 2</v></c></row>
            """);
        SchoolListChanges changes = Assert.IsType<SchoolImportOutcome.Accepted>(await rig.ImportOpenDataAsync(file)).Changes;
        Assert.Equal(["De Regenboog"], changes.Changed.Select(school => school.Name));
        Assert.Equal(
            ["Cel A4 (schoolnummer): is geen nummer van zes cijfers. De rij is weggelaten", "School 030569: is gesloten of niet erkend"],
            changes.Warnings.Select(warning => $"{warning.Where}: {warning.Dutch}").Where(text => !text.StartsWith("Kolom", StringComparison.Ordinal)));
    }

    private static string Read(ZipArchive archive, string name)
    {
        using StreamReader reader = new(archive.Entries.Single(entry => entry.Name.StartsWith(name, StringComparison.Ordinal)).Open());
        return reader.ReadToEnd();
    }
}
