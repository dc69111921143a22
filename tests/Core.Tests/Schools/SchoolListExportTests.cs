using System.Text;
using LeerId.Schools;
using LeerId.Schools.Import;
using LeerId.Testing;

namespace LeerId.Core.Tests.Schools;

public sealed class SchoolListExportTests(AzuriteFixture azurite)
{
    private static readonly SchoolContract[] Hostile =
    [
        .. new[] { "=1+1", "+32", "-Min-", "@SUM(A1)", "'=x", "''=x", "'gewoon", "a=b", "Sint-Jan; \"de\" school", "École, ’t Kasteel", "=cmd|' /C calc'!A0" }
            .Select((name, index) => SchoolRig.School($"{100_000 + index}", name) with
            {
                Board = name,
                Municipality = name,
                Until = new DateOnly(2027, 8, 31),
            }),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void It_is_a_file_that_Excel_opens_in_Belgium()
    {
        byte[] csv = SchoolListExport.Write(
            [SchoolRig.School("030569") with { FormerNumbers = [SchoolNumber.Parse("030570"), SchoolNumber.Parse("030571")], Municipality = "Gent" }]);
        Assert.Equal(
            "\uFEFFnumber;name;from;until;board;formerNumbers;municipality\r\n030569;De Regenboog;2026-09-01;;;030570 030571;Gent\r\n",
            Encoding.UTF8.GetString(csv));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+32", "'+32")]
    [InlineData("-Min-", "'-Min-")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("\nx", "\"'\nx\"")]
    [InlineData("'=x", "''=x")]
    [InlineData("'gewoon", "'gewoon")]
    [InlineData("a=b", "a=b")]
    public void No_cell_begins_a_formula(string text, string expected)
    {
        string csv = Encoding.UTF8.GetString(SchoolListExport.Write([SchoolRig.School("012345", text) with { Board = text, Municipality = text }]));
        Assert.Equal($"012345;{expected};2026-09-01;;{expected};;{expected}", csv.Split("\r\n", 2)[1].TrimEnd());
    }

    [Fact]
    public async Task It_can_be_imported_again_unchanged()
    {
        using SchoolRig rig = new(azurite.NewAccount());
        foreach (SchoolContract school in Hostile)
            await rig.Store.PutAsync(school, SchoolRig.By, Cancel);
        string[] before = await rig.LinesAsync();

        SchoolImportOutcome again = await rig.ImportAsync(SchoolListExport.Write((await rig.Store.ListAsync(Cancel)).Contracts));

        SchoolListChanges changes = Assert.IsType<SchoolImportOutcome.Accepted>(again).Changes;
        Assert.Equal((Hostile.Length, 0), (changes.Unchanged, changes.WarningCount));
        using SchoolRig other = new(azurite.NewAccount());
        Assert.IsType<SchoolImportOutcome.Accepted>(await other.ImportAsync(SchoolListExport.Write(Hostile)));
        Assert.Equal(before, await other.LinesAsync());
    }
}
