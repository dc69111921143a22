using LeerId.Schools.Import;

namespace LeerId.Core.Tests.Schools;

/// <summary>Different forms of an .xlsx file that contain the same list.</summary>
public sealed class WorkbookFormTests
{
    private const string Number = """<c r="A2" t="inlineStr"><is><t>012345</t></is></c>""";
    private const string Name = """<c r="B2" t="inlineStr"><is><t>De Regenboog</t></is></c>""";
    private const string From = """<c r="C2" s="1"><v>46266</v></c>""";
    private const string Until = """<c r="D2" s="1"><v>46630</v></c>""";
    private const string Expected = "012345 De Regenboog 2026-09-01 2027-08-31";

    [Theory]
    [InlineData(Number + Name + From + Until)]
    [InlineData(Number + Name + """<c r="C2" s="2"><v>46266</v></c>""" + Until)]
    [InlineData(Number + Name + """<c r="C2" s="1"><v>46266.0</v></c><c r="D2" s="1"><v>4.663E4</v></c>""")]
    [InlineData(Number + Name + """<c r="C2" t="d"><v>2026-09-01</v></c><c r="D2" t="d"><v>2027-08-31T00:00:00</v></c>""")]
    [InlineData(Number + Name + """<c r="C2" t="inlineStr"><is><t>1/9/2026</t></is></c><c r="D2" t="str"><v>2027-08-31</v></c>""")]
    // Shared strings, also with several runs, and with phonetic Japanese text.
    [InlineData("""<c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c>""" + From + Until)]
    [InlineData("""<c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>2</v></c>""" + From + Until)]
    [InlineData("""<c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>3</v></c>""" + From + Until)]
    // Numbers of six digits through the cell format, and formulas with their results.
    [InlineData("""<c r="A2" s="3"><v>12345</v></c>""" + Name + From + Until)]
    [InlineData("""<c r="A2" t="str"><f>"012"&amp;"345"</f><v>012345</v></c>""" + Name + """<c r="C2" s="1"><f>DATE(2026,9,1)</f><v>46266</v></c>""" + Until)]
    // Cells without references, as some programs write them.
    [InlineData(
        """<c t="inlineStr"><is><t>012345</t></is></c><c t="inlineStr"><is><t>De Regenboog</t></is></c>"""
        + """<c s="1"><v>46266</v></c><c s="1"><v>46630</v></c>""")]
    [InlineData(
        """<c r="A2" t="inlineStr"><is><t xml:space="preserve"> 012345 </t></is></c>"""
        + """<c r="B2" t="inlineStr"><is><r><t>De </t></r><r><t>Regenboog</t></r></is></c>""" + From + Until)]
    public void A_row_is_read(string cells)
    {
        byte[] file = Workbooks.WithRow(cells, ("xl/sharedStrings.xml", Workbooks.SharedStrings(
            "<t>012345</t>", "<t>De Regenboog</t>", "<r><rPr><b/></rPr><t>De </t></r><r><t>Regenboog</t></r>",
            """<t>De Regenboog</t><rPh sb="0" eb="2"><t>niji</t></rPh><phoneticPr fontId="1"/>""")));
        Assert.Equal(Expected, Text(Assert.Single(Read(file))));
    }

    [Theory]
    [InlineData("dd/mm/yyyy", true)]
    [InlineData("[$-813]d mmmm yyyy", true)]
    [InlineData("yyyy\\-mm\\-dd;@", true)]
    [InlineData("0", false)]
    [InlineData("0.00\" dagen\"", false)]
    [InlineData("[Red]0", false)]
    [InlineData("General", false)]
    [InlineData("0\\d", false)]
    public void The_format_of_a_cell_tells_a_day_from_a_number(string format, bool isDay)
    {
        SchoolFileFaults faults = new();
        SchoolListFile.Read(
            Workbooks.WithRow(Number + Name + """<c r="C2" s="2"><v>46266</v></c>""", ("xl/styles.xml", Workbooks.Styles(format))), faults, new());
        Assert.Equal(isDay ? [] : ["C2: must be a day such as 2026-09-01"], faults.First.Select(fault => $"{fault.Cell}: {fault.Fault}"));
    }

    [Fact]
    public void Days_of_an_old_Macintosh_are_read() => Assert.Equal(Expected, Text(Assert.Single(Read(Workbooks.WithRow(
        Number + Name + """<c r="C2" s="1"><v>44804</v></c><c r="D2" s="1"><v>45168</v></c>""",
        ("xl/workbook.xml", Workbooks.Workbook("""<sheet name="Lijst" sheetId="1" r:id="rId1"/>""", """<workbookPr date1904="1"/>""")))))));

    [Theory]
    [InlineData("12345", "012345")]
    [InlineData("109", "000109")]
    public void Number_without_its_leading_zeros_is_restored_with_a_warning(string number, string expected)
    {
        SchoolFileWarnings warnings = new();
        SchoolListLine line = Assert.Single(Read(Workbooks.WithRow($"""<c r="A2"><v>{number}</v></c>""" + Name + From), warnings));
        Assert.Equal(expected, line.Contract.Number.ToString());
        SchoolFileWarning warning = Assert.Single(warnings.First);
        Assert.Equal(("A2", $"{number} is read as {expected}"), (warning.Cell, warning.Warning));
        Assert.Equal(("Cel A2 (nummer)", $"{number} is gelezen als {expected}"), (warning.Where, warning.Dutch));
    }

    [Fact]
    public void Empty_rows_and_cells_are_ignored() => Assert.Equal(Expected, Text(Assert.Single(Read(Workbooks.Of(
        """<row r="1"/><row r="2"><c r="A2"/><c r="Z2" s="1"/></row>"""
        + Workbooks.Header.Replace("1\"", "3\"", StringComparison.Ordinal)
        + """<row r="7"><c r="A7" t="inlineStr"><is><t>012345</t></is></c><c r="B7" t="inlineStr"><is><t>De Regenboog</t></is></c>"""
        + """<c r="C7" s="1"><v>46266</v></c><c r="D7" s="1"><v>46630</v></c><c r="E7" s="1"/><c r="F7" t="inlineStr"><is><t> </t></is></c></row>"""
        + """<row r="1048576"><c r="XFD1048576"/></row>""")))));

    [Fact]
    public void First_visible_sheet_is_read_and_the_others_give_a_warning()
    {
        SchoolFileWarnings warnings = new();
        byte[] file = Workbooks.WithRow(
            "",
            ("xl/workbook.xml", Workbooks.Workbook(
                """
                <sheet name="Weg" sheetId="1" state="hidden" r:id="rId1"/><sheet name="Heel weg" sheetId="3" state="veryHidden" r:id="rId1"/>
                <sheet name="Scholen" sheetId="2" r:id="rId2"/><sheet name="Uitleg" sheetId="4" r:id="rId1"/>
                """)),
            ("xl/worksheets/sheet2.xml", Workbooks.SheetOf($"""{Workbooks.Header}<row r="2">{Number}{Name}{From}{Until}</row>""")));
        Assert.Equal(Expected, Text(Assert.Single(Read(file, warnings))));
        Assert.Equal(["alleen het werkblad Scholen is gelezen. Andere werkbladen: 1"], warnings.First.Select(warning => warning.Dutch));
    }

    [Fact]
    public void Hidden_rows_are_read_with_a_warning()
    {
        SchoolFileWarnings warnings = new();
        byte[] file = Workbooks.Of($"""{Workbooks.Header}<row r="2" hidden="1">{Number}{Name}{From}{Until}</row>""");
        Assert.Equal(Expected, Text(Assert.Single(Read(file, warnings))));
        Assert.Equal(["Hidden rows are read too: 1."], warnings.First.Select(warning => warning.Warning));
    }

    [Theory]
    [InlineData("Sint-Jan &amp; &lt;co&gt;", "Sint-Jan & <co>")]
    [InlineData("De_x0020_Regenboog", "De Regenboog")]
    [InlineData("De_x005F_x0020_Regenboog", "De_x0020_Regenboog")]
    [InlineData("&apos;=SOM", "=SOM")]
    [InlineData("=SOM(A1)", "=SOM(A1)")]
    public void A_name_is_taken_as_it_was_typed(string stored, string expected) => Assert.Equal(
        expected,
        Assert.Single(Read(Workbooks.WithRow($"""{Number}<c r="B2" t="inlineStr"><is><t>{stored}</t></is></c>{From}"""))).Contract.Name);

    [Fact]
    public void The_strict_form_of_the_standard_is_read()
    {
        Dictionary<string, string> parts = Workbooks.Parts($"""{Workbooks.Header}<row r="2">{Number}{Name}{From}{Until}</row>""");
        (string Name, byte[] Content)[] strict =
        [
            .. parts.Select(part => (part.Key, System.Text.Encoding.UTF8.GetBytes(part.Value
                .Replace("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main", StringComparison.Ordinal)
                .Replace(
                    "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships",
                    StringComparison.Ordinal)))),
        ];
        Assert.Equal(Expected, Text(Assert.Single(Read(Workbooks.Zip(strict)))));
    }

    private static string Text(SchoolListLine line) => $"{line.Contract.Number} {line.Contract.Name} {line.Contract.From:O} {line.Contract.Until:O}";

    private static List<SchoolListLine> Read(byte[] file, SchoolFileWarnings? warnings = null)
    {
        SchoolFileFaults faults = new();
        SchoolFileWarnings found = warnings ?? new();
        IReadOnlyList<SchoolListLine>? lines = SchoolListFile.Read(file, faults, found);
        Assert.Empty(faults.First);
        Assert.NotNull(lines);
        Assert.Equal(warnings is null, found.Count == 0);
        return [.. lines];
    }
}
