using System.IO.Compression;
using System.Text;
using LeerId.Schools.Import;

namespace LeerId.Core.Tests.Schools;

/// <summary>
/// Workbooks of raw XML in the forms that programs write: Excel uses shared strings, LibreOffice and others use strings in the cells. A test
/// gives only the parts that differ.
/// </summary>
internal static class Workbooks
{
    public const string Header =
        """<row r="1"><c r="A1" t="inlineStr"><is><t>nummer</t></is></c><c r="B1" t="inlineStr"><is><t>naam</t></is></c>"""
        + """<c r="C1" t="inlineStr"><is><t>van</t></is></c><c r="D1" t="inlineStr"><is><t>tot</t></is></c></row>""";

    public const string Sheet = "xl/worksheets/sheet1.xml";

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    /// <summary>A workbook with one sheet of the given rows, and with the given parts added or replaced.</summary>
    public static byte[] Of(string rows, params (string Part, string Content)[] parts) =>
        Zip([.. Parts(rows, parts).Select(part => (part.Key, Encoding.UTF8.GetBytes(part.Value)))]);

    /// <summary>A workbook with the usual header and one row of cells.</summary>
    public static byte[] WithRow(string cells, params (string Part, string Content)[] parts) => Of($"""{Header}<row r="2">{cells}</row>""", parts);

    /// <summary>The parts of a workbook.</summary>
    public static Dictionary<string, string> Parts(string rows, params (string Part, string Content)[] parts)
    {
        Dictionary<string, string> all = new()
        {
            ["[Content_Types].xml"] =
                $"""
                <?xml version="1.0" encoding="UTF-8"?>
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                <Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>
                <Override PartName="/xl/workbook.xml" ContentType="{Types}.sheet.main+xml"/>
                <Override PartName="/xl/worksheets/sheet1.xml" ContentType="{Types}.worksheet+xml"/>
                <Override PartName="/xl/worksheets/sheet2.xml" ContentType="{Types}.worksheet+xml"/>
                <Override PartName="/xl/styles.xml" ContentType="{Types}.styles+xml"/>
                <Override PartName="/xl/sharedStrings.xml" ContentType="{Types}.sharedStrings+xml"/>
                </Types>
                """,
            ["_rels/.rels"] = Relationships(("rId1", "officeDocument", "xl/workbook.xml", "")),
            ["xl/workbook.xml"] = Workbook("""<sheet name="Lijst" sheetId="1" r:id="rId1"/>"""),
            ["xl/_rels/workbook.xml.rels"] = Relationships(
                ("rId1", "worksheet", "worksheets/sheet1.xml", ""), ("rId2", "worksheet", "/xl/worksheets/sheet2.xml", ""),
                ("rId3", "styles", "styles.xml", ""), ("rId4", "sharedStrings", "sharedStrings.xml", "")),
            [Sheet] = SheetOf(rows),
            ["xl/worksheets/sheet2.xml"] = SheetOf(""),
            ["xl/styles.xml"] = Styles("mm\\-dd\\-yy"),
            ["xl/sharedStrings.xml"] = SharedStrings(),
        };
        foreach ((string part, string content) in parts)
            all[part] = content;
        return all;
    }

    /// <summary>The faults of a list of schools in a file.</summary>
    public static IReadOnlyList<SchoolFileFault> Faults(byte[] file)
    {
        SchoolFileFaults faults = new();
        SchoolListFile.Read(file, faults, new SchoolFileWarnings());
        return faults.First;
    }

    public static byte[] Zip((string Name, byte[] Content)[] parts)
    {
        using MemoryStream file = new();
        using (ZipArchive archive = new(file, ZipArchiveMode.Create))
        {
            foreach ((string name, byte[] content) in parts)
            {
                using Stream part = archive.CreateEntry(name).Open();
                part.Write(content);
            }
        }

        return file.ToArray();
    }

    public static string SheetOf(string rows, string after = "") =>
        $"""<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{Main}"><sheetData>{rows}</sheetData>{after}</worksheet>""";

    public static string Workbook(string sheets, string properties = "") =>
        $"""<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="{Main}" xmlns:r="{Relations}">{properties}<sheets>{sheets}</sheets></workbook>""";

    public static string SharedStrings(params string[] items) =>
        $"""<?xml version="1.0" encoding="UTF-8"?><sst xmlns="{Main}">{string.Concat(items.Select(item => $"<si>{item}</si>"))}</sst>""";

    /// <summary>Styles: 1 is Excel's date, 2 the given format, 3 six digits, 4 a decimal number.</summary>
    public static string Styles(string format) =>
        $"""
        <?xml version="1.0" encoding="UTF-8"?><styleSheet xmlns="{Main}">
        <numFmts><numFmt numFmtId="164" formatCode="{format.Replace("\"", "&quot;", StringComparison.Ordinal)}"/>
        <numFmt numFmtId="165" formatCode="000000"/></numFmts>
        <cellStyleXfs><xf numFmtId="14"/><xf numFmtId="14"/><xf numFmtId="14"/><xf numFmtId="14"/><xf numFmtId="14"/></cellStyleXfs>
        <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="2"/></cellXfs></styleSheet>
        """;

    public static string Relationships(params (string Id, string Type, string Target, string Attributes)[] relationships) =>
        """<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"""
        + string.Concat(relationships.Select(it =>
            $"""<Relationship Id="{it.Id}" Type="{Relations}/{it.Type}" Target="{it.Target}" {it.Attributes}/>""")) + "</Relationships>";
}
