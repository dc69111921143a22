using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using LeerId.Schools.Import;

namespace LeerId.Core.Tests.Schools;

/// <summary>Files that harm a careless parser are refused with a message, within little time and memory.</summary>
public sealed class WorkbookAttackTests
{
    private const string Row =
        """<c r="A2" t="inlineStr"><is><t>012345</t></is></c><c r="B2" t="inlineStr"><is><t>A</t></is></c><c r="C2" s="1"><v>46266</v></c>""";

    private const string TooLarge = "The file is too large when unpacked: copy the list to a new workbook.";
    private const string Unreadable = "The file can't be read as a workbook: open it in Excel or LibreOffice, and save it as .xlsx.";
    private const string HasMacros = "The file has macros: save it as .xlsx, without macros.";

    [Fact]
    public void Part_that_expands_to_gigabytes_is_refused_without_reading_it()
    {
        using MemoryStream file = new();
        using (ZipArchive archive = new(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream part = archive.CreateEntry(Workbooks.Sheet, CompressionLevel.SmallestSize).Open();
            byte[] piece = new byte[1024 * 1024];
            for (int megabyte = 0; megabyte < 256; megabyte++)
                part.Write(piece);
        }

        Assert.InRange(file.Length, 0, SchoolListImport.MaximumBytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        AssertRefused(file.ToArray(), TooLarge);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 * 1024 * 1024);
    }

    [Theory]
    [InlineData(8, TooLarge)]
    [InlineData(7, null)]
    public void Total_size_of_all_parts_is_limited(int parts, string? fault)
    {
        // These bytes can't be compressed, so only the size counts and not the ratio. 7 times 4 MiB is within the limit.
        byte[] noise = new byte[4 * 1024 * 1024];
        new Random(3).NextBytes(noise);
        byte[] file = Workbooks.Zip(
        [
            .. Workbooks.Parts(Workbooks.Header + $"""<row r="2">{Row}</row>""").Select(part => (part.Key, Encoding.UTF8.GetBytes(part.Value))),
            .. Enumerable.Range(0, parts).Select(number => ($"xl/media/{number}.png", noise)),
        ]);
        Assert.Equal(fault, Workbooks.Faults(file).SingleOrDefault()?.Fault);
    }

    [Fact]
    public void Part_with_a_compression_ratio_above_250_is_refused() =>
        AssertRefused(Workbooks.WithRow(Row, ("xl/media/image1.xml", new string(' ', 2 * 1024 * 1024))), TooLarge);

    [Fact]
    public void Too_many_parts_are_refused() => AssertRefused(
        Workbooks.Zip([.. Enumerable.Range(0, 501).Select(number => ($"xl/{number}.xml", Array.Empty<byte>()))]),
        "The file has more than 500 parts: copy the list to a new workbook.");

    [Fact]
    public void Part_with_a_false_size_is_read_only_up_to_the_stated_size()
    {
        // The directory states 100 bytes for the sheet, which really has 20 MB of rows.
        string rows = string.Concat(Enumerable.Range(3, 300_000).Select(row => $"""<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>"""));
        byte[] file = Workbooks.Of(Workbooks.Header + rows);
        AssertRefused(WithSize(file, Workbooks.Sheet, 100), Unreadable);
    }

    [Theory]
    [InlineData("""<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>""", "&c;")]
    [InlineData("""<!DOCTYPE x [<!ENTITY c SYSTEM "file:///etc/passwd">]>""", "&c;")]
    [InlineData("""<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">""", "")]
    public void Document_types_and_entities_are_refused_in_every_part(string documentType, string entity)
    {
        Dictionary<string, string> parts = Workbooks.Parts(Workbooks.Header + $"""<row r="2">{Row}</row>""");
        foreach (string part in parts.Keys.Where(part => !part.EndsWith("sheet2.xml", StringComparison.Ordinal)))
        {
            int start = parts[part].IndexOf("?>", StringComparison.Ordinal) + 2;
            string hostile = parts[part].Insert(start, documentType).Replace("<t>A</t>", $"<t>{entity}</t>", StringComparison.Ordinal);
            IReadOnlyList<SchoolFileFault> faults = Workbooks.Faults(Workbooks.WithRow(Row, (part, hostile)));
            Assert.True(faults is [{ Fault: Unreadable }], part);
        }
    }

    [Theory]
    [InlineData("<v>", "</v>")]
    [InlineData("<is><t>", "</t></is>")]
    [InlineData("<extLst>", "</extLst>")]
    public void Elements_that_are_nested_too_deep_are_refused(string open, string close)
    {
        string deep = string.Concat(Enumerable.Repeat("<a>", 200_000)) + string.Concat(Enumerable.Repeat("</a>", 200_000));
        AssertRefused(Workbooks.WithRow($"""<c r="A2">{open}{deep}{close}</c>"""), Unreadable);
    }

    [Fact]
    public void Links_to_other_files_are_not_followed()
    {
        byte[] file = Workbooks.WithRow(
            Row + """<c r="D2" s="1"><f>[1]Oud!$A$1</f><v>46630</v></c>""",
            ("xl/worksheets/_rels/sheet1.xml.rels", Workbooks.Relationships(
                ("rId1", "hyperlink", "http://127.0.0.1:9/x", "TargetMode=\"External\""),
                ("rId2", "image", "file:///etc/passwd", "TargetMode=\"External\""))),
            ("xl/_rels/workbook.xml.rels", Workbooks.Relationships(
                ("rId1", "worksheet", "worksheets/sheet1.xml", ""), ("rId3", "styles", "styles.xml", ""),
                ("rId9", "externalLink", "http://127.0.0.1:9/oud.xlsx", "TargetMode=\"External\""))));
        SchoolFileFaults faults = new();
        SchoolListLine line = Assert.Single(SchoolListFile.Read(file, faults, new SchoolFileWarnings())!);
        // The value is the result that the last program stored. Nothing is read from the other file.
        Assert.Equal(new DateOnly(2027, 8, 31), line.Contract.Until);
        Assert.Empty(faults.First);
    }

    [Fact]
    public void Sheet_in_another_file_is_refused() => AssertRefused(
        Workbooks.WithRow(Row, ("xl/_rels/workbook.xml.rels", Workbooks.Relationships(
            ("rId1", "worksheet", "http://127.0.0.1:9/sheet1.xml", "TargetMode=\"External\"")))),
        "The file has no visible sheet.");

    [Fact]
    public void Macros_are_refused()
    {
        AssertRefused(Workbooks.WithRow(Row, ("xl/vbaProject.bin", "x")), HasMacros);
        AssertRefused(Workbooks.WithRow(Row, ("XL/VBAPROJECT.BIN", "x")), HasMacros);
        Dictionary<string, string> parts = Workbooks.Parts("");
        AssertRefused(
            Workbooks.WithRow(Row, ("[Content_Types].xml", parts["[Content_Types].xml"].Replace(
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                StringComparison.Ordinal))),
            HasMacros);
    }

    [Fact]
    public void Old_and_protected_workbooks_are_refused_with_what_to_do()
    {
        byte[] compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[1000]];
        AssertRefused(compound, "The file has the old format .xls: save it as .xlsx.");
        AssertRefused([.. compound, .. Encoding.Unicode.GetBytes("EncryptedPackage")], "The file is protected with a password: save it without one.");
    }

    [Theory]
    [InlineData("""<c r="A2" t="s"><v>99999999</v></c>""")]
    [InlineData("""<c r="A2" t="s"><v>-1</v></c>""")]
    [InlineData("""<c r="A2" t="zomaar"><v>1</v></c>""")]
    [InlineData("""<c r="A2" s="x"><v>1</v></c>""")]
    [InlineData("""<c r="ZZZZ2"><v>1</v></c>""")]
    [InlineData("""<c r="XFE2"><v>1</v></c>""")]
    [InlineData("""<c r="A2"><v>1</v></c><c r="A2"><v>2</v></c>""")]
    [InlineData("""</row><row r="2"><c r="A2"><v>1</v></c>""")]
    [InlineData("""</row><row r="1048577"><c r="A2"><v>1</v></c>""")]
    [InlineData("""</row><row r="x"><c r="A2"><v>1</v></c>""")]
    [InlineData("<c>")]
    public void A_sheet_that_breaks_the_standard_is_refused(string cells) => AssertRefused(Workbooks.WithRow("""<c r="B1"/>""" + cells), Unreadable);

    [Fact]
    public void Another_file_in_a_ZIP_is_refused()
    {
        AssertRefused(
            Workbooks.Zip([("mimetype", "application/vnd.oasis.opendocument.spreadsheet"u8.ToArray()), ("content.xml", "<x/>"u8.ToArray())]), Unreadable);
        AssertRefused(Workbooks.Zip([]), Unreadable);
        AssertRefused("PK\u0003\u0004"u8.ToArray(), Unreadable);
    }

    [Fact]
    public void A_damaged_file_is_refused_or_read_and_never_throws()
    {
        byte[] whole = Workbooks.WithRow(Row, ("xl/sharedStrings.xml", Workbooks.SharedStrings("<t>x</t>")));
        Random random = new(17);
        for (int round = 0; round < 300; round++)
        {
            byte[] file = [.. whole];
            for (int change = 0; change <= round % 8; change++)
                file[random.Next(4, file.Length)] = (byte)random.Next(256);
            SchoolFileFaults faults = new();
            IReadOnlyList<SchoolListLine>? lines = SchoolListFile.Read(file, faults, new SchoolFileWarnings());
            Assert.True(lines is { Count: > 0 } || faults.Count > 0);
        }
    }

    private static void AssertRefused(byte[] file, string fault)
    {
        SchoolFileFault found = Assert.Single(Workbooks.Faults(file));
        Assert.Equal(fault, found.Fault);
        Assert.Equal("Het bestand", found.Where);
        Assert.NotEmpty(found.Dutch);
    }

    // A ZIP file states the size of a part in two places: before its bytes (0 if it was written as a stream), and in the directory at the end.
    private static byte[] WithSize(byte[] file, string part, uint size)
    {
        byte[] changed = [.. file];
        byte[] name = Encoding.UTF8.GetBytes(part);
        for (int at = 0; (at = changed.AsSpan(at).IndexOf(name) is var found && found >= 0 ? at + found : -1) >= 0; at += name.Length)
        {
            if (at >= 46 && changed.AsSpan(at - 46).StartsWith("PK\u0001\u0002"u8))
                BinaryPrimitives.WriteUInt32LittleEndian(changed.AsSpan(at - 22), size);
            else if (at >= 30 && changed.AsSpan(at - 30).StartsWith("PK\u0003\u0004"u8))
                BinaryPrimitives.WriteUInt32LittleEndian(changed.AsSpan(at - 8), size);
        }

        return changed;
    }
}
