using LeerId.Schools;
using LeerId.Schools.Import;
using LeerId.Testing;

namespace LeerId.Core.Tests.Schools;

/// <summary>Staff download the list as CSV or as a workbook, and import it again.</summary>
public sealed class SchoolListRoundTripTests(AzuriteFixture azurite)
{
    private static readonly string[] Names =
    [
        "=1+1", "+32", "-Min-", "@SUM(A1)", "'=x", "''=x", "'gewoon", "a=b", "Sint-Jan; \"de\" school", "Sint-Jan & <co>", "École, ’t Kasteel", "_x0041_",
        "=cmd|' /C calc'!A0", "😀 school",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Schools with texts that a spreadsheet could interpret differently, and one school with only a name.</summary>
    internal static IReadOnlyList<SchoolContract> Hostile { get; } =
    [
        .. Names.Select((name, index) => SchoolRig.School($"{(index == 0 ? 12_345 : 100_000 + index):D6}", name) with
        {
            Board = name,
            Municipality = name,
            Until = new DateOnly(2027, 8, 31),
            FormerNumbers = [SchoolNumber.Parse($"{200_000 + index}")],
        }),
        SchoolRig.School("300000"),
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Downloaded_list_can_be_imported_again_unchanged(bool isWorkbook)
    {
        Func<IEnumerable<SchoolContract>, byte[]> write = isWorkbook ? SchoolWorkbook.Write : SchoolListExport.Write;
        using SchoolRig rig = new(azurite.NewAccount());
        foreach (SchoolContract school in Hostile)
            await rig.Store.PutAsync(school, SchoolRig.By, Cancel);
        string[] before = await rig.LinesAsync();

        SchoolImportOutcome again = await rig.ImportAsync(write((await rig.Store.ListAsync(Cancel)).Contracts));

        SchoolListChanges changes = Assert.IsType<SchoolImportOutcome.Accepted>(again).Changes;
        Assert.Equal((Hostile.Count, 0), (changes.Unchanged, changes.WarningCount));
        using SchoolRig other = new(azurite.NewAccount());
        Assert.IsType<SchoolImportOutcome.Accepted>(await other.ImportAsync(write(Hostile)));
        Assert.Equal(before, await other.LinesAsync());
    }
}
