using LeerId.Schools.Import;

namespace LeerId.Core.Tests.Schools;

/// <summary>Each fault of an .xlsx file names its cell, and says in Dutch what to do.</summary>
public sealed class WorkbookFaultTests
{
    private const string Number = """<c r="A2" t="inlineStr"><is><t>012345</t></is></c>""";
    private const string Name = """<c r="B2" t="inlineStr"><is><t>De Regenboog</t></is></c>""";
    private const string From = """<c r="C2" s="1"><v>46266</v></c>""";

    [Theory]
    [InlineData("""<c r="A2"><v>1234567</v></c>""" + Name + From, "A2 number", "must have six digits", "Cel A2 (nummer)")]
    [InlineData("""<c r="A2"><v>12345.5</v></c>""" + Name + From, "A2 number", "must have six digits", "Cel A2 (nummer)")]
    [InlineData(Name + From, "A2 number", "is missing", "Cel A2 (nummer)")]
    [InlineData(Number + From, "B2 name", "is missing", "Cel B2 (naam)")]
    [InlineData(Number + Name, "C2 from", "is missing", "Cel C2 (van)")]
    [InlineData(Number + Name + """<c r="C2"><v>46266</v></c>""", "C2 from", "must be a day such as 2026-09-01", "Cel C2 (van)")]
    [InlineData(Number + Name + """<c r="C2" s="1"><v>46266.5</v></c>""", "C2 from", "must be a day such as 2026-09-01", "Cel C2 (van)")]
    [InlineData(Number + Name + """<c r="C2" s="1"><v>9999999999</v></c>""", "C2 from", "must be a day such as 2026-09-01", "Cel C2 (van)")]
    [InlineData(Number + Name + From + """<c r="D2" s="1"><v>46265</v></c>""", "D2 until", "is before the first day", "Cel D2 (tot)")]
    [InlineData(
        Number + """<c r="B2" t="inlineStr"><is><t>De&#10;Regenboog</t></is></c>""" + From, "B2 name",
        "has a line break or another character that is not text", "Cel B2 (naam)")]
    [InlineData(
        Number + """<c r="B2" t="inlineStr"><is><t>De_x0007_Regenboog</t></is></c>""" + From, "B2 name",
        "has a line break or another character that is not text", "Cel B2 (naam)")]
    [InlineData(Number + """<c r="B2" s="1"><v>46266</v></c>""" + From, "B2 name", "is a date: make the cell text", "Cel B2 (naam)")]
    [InlineData(
        Number + Name + From + """<c r="D2"><f>VLOOKUP(A2,Oud!A:D,4)</f></c>""", "D2 until",
        "has a formula without a result: open the file in Excel, and save it", "Cel D2 (tot)")]
    [InlineData(
        Number + Name + From + """<c r="D2" t="e"><f>VLOOKUP(A2,Oud!A:D,4)</f><v>#N/A</v></c>""", "D2 until",
        "has a formula error, such as #N/A, instead of a value", "Cel D2 (tot)")]
    [InlineData(Number + Name + From + """<c r="F2"><v>1</v></c>""", "E2 ", "has 6 fields, and the header has 4", "Cel E2")]
    public void A_faulty_cell_is_named(string cells, string place, string fault, string where)
    {
        SchoolFileFault found = Assert.Single(Workbooks.Faults(Workbooks.WithRow(cells)));
        Assert.Equal((2, place, fault, where), (found.Line, $"{found.Cell} {found.Field}", found.Fault, found.Where));
        Assert.NotEmpty(found.Dutch);
    }

    [Fact]
    public void Every_faulty_cell_of_a_row_is_named() => Assert.Equal(
        ["A2", "D2"],
        Workbooks.Faults(Workbooks.WithRow("""<c r="A2"><f>1</f></c>""" + Name + From + """<c r="D2" t="e"><v>#REF!</v></c>""")).Select(fault => fault.Cell));

    [Theory]
    [InlineData("A2:A3", "A2")]
    [InlineData("B1:C1", "B1")]
    [InlineData("D2:F2", "D2")]
    [InlineData("E2:F2", null)]
    [InlineData("A9:B9", null)]
    public void Merged_cells_of_the_list_are_refused(string range, string? cell)
    {
        byte[] file = Workbooks.Of("", (Workbooks.Sheet, Workbooks.SheetOf(
            $"""{Workbooks.Header}<row r="2">{Number}{Name}{From}</row>""", $"""<mergeCells><mergeCell ref="{range}"/></mergeCells>""")));
        Assert.Equal(cell is null ? [] : [$"{cell}: is samengevoegd met andere cellen. Maak de samenvoeging ongedaan"],
            Workbooks.Faults(file).Select(fault => $"{fault.Cell}: {fault.Dutch}"));
    }

    [Fact]
    public void Duplicate_number_names_both_cells()
    {
        SchoolFileFault fault = Assert.Single(Together(Workbooks.Of(
            $"""{Workbooks.Header}<row r="4">{At(4)}</row><row r="9">{At(9)}</row>""")));
        Assert.Equal(("A9", "012345 is also in cell A4, and the periods overlap"), (fault.Cell, fault.Fault));
        Assert.Equal("012345 staat ook in cel A4, en de periodes overlappen", fault.Dutch);

        static string At(int row) => (Number + Name + From).Replace("2\"", $"{row}\"", StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_and_duplicate_columns_are_named_with_their_cell()
    {
        const string Headers =
            """<row r="1"><c r="A1" t="str"><v>nummer</v></c><c r="B1" t="str"><v>naam</v></c><c r="C1" t="str"><v>van</v></c>"""
            + """<c r="D1" t="str"><v>tott</v></c><c r="E1" t="str"><v>naam</v></c><c r="G1" t="e"><v>#REF!</v></c></row>""";
        Assert.Equal(
            [
                "G1 : has a formula error, such as #N/A, instead of a value",
                "D1 tott: The column is unknown: correct its name, or remove it.", "E1 name: The column occurs twice.",
                "F1 : has no name for column 6: remove the column, or give it a name", "G1 : has no name for column 7: remove the column, or give it a name",
                " until: The column is missing: it is called until or tot.",
            ],
            Workbooks.Faults(Workbooks.Of(Headers)).Select(fault => $"{fault.Cell} {fault.Field}: {fault.Fault}"));
    }

    [Fact]
    public void Sheet_without_cells_is_empty() => Assert.Equal("is leeg", Assert.Single(Workbooks.Faults(Workbooks.Of(""))).Dutch);

    private static IReadOnlyList<SchoolFileFault> Together(byte[] file)
    {
        SchoolFileFaults faults = new();
        IReadOnlyList<SchoolListLine> lines = SchoolListFile.Read(file, faults, new SchoolFileWarnings())!;
        SchoolListImport.CheckTogether(lines, new Dictionary<LeerId.Schools.SchoolNumber, LeerId.Schools.SchoolContract>(), faults);
        return faults.First;
    }
}
