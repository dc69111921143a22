using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using LeerId.Text;
using SheetText = DocumentFormat.OpenXml.Spreadsheet.Text;

namespace LeerId.Schools.Import;

/// <summary>
/// Writes the list as a workbook (.xlsx) that staff edit and import again. Its texts are cells with the format text, so that a spreadsheet takes none for
/// a formula and keeps the leading zeros of a number that somebody types. Its days are dates.
/// </summary>
public static class SchoolWorkbook
{
    /// <summary>The media type of an .xlsx file.</summary>
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const uint TextStyle = 1;
    private const uint DayStyle = 2;
    private const uint TextFormat = 49;
    private const uint DayFormat = 164;

    private static readonly (SchoolColumn Column, uint Style, double Width)[] Columns =
    [
        (SchoolListFile.Number, TextStyle, 12), (SchoolListFile.Name, TextStyle, 48), (SchoolListFile.From, DayStyle, 12),
        (SchoolListFile.Until, DayStyle, 12), (SchoolListFile.Board, TextStyle, 36), (SchoolListFile.FormerNumbers, TextStyle, 24),
        (SchoolListFile.Municipality, TextStyle, 24),
    ];

    /// <summary>Writes the workbook.</summary>
    public static byte[] Write(IEnumerable<SchoolContract> schools)
    {
        ArgumentNullException.ThrowIfNull(schools);
        using MemoryStream file = new();
        using (SpreadsheetDocument document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            WorkbookPart workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            WorksheetPart sheet = workbook.AddNewPart<WorksheetPart>();
            using (OpenXmlWriter writer = OpenXmlWriter.Create(sheet))
                Write(writer, schools);
            workbook.Workbook = new Workbook(new Sheets(new Sheet { Name = "Scholen", SheetId = 1, Id = workbook.GetIdOfPart(sheet) }));
        }

        return file.ToArray();
    }

    private static void Write(OpenXmlWriter writer, IEnumerable<SchoolContract> schools)
    {
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetViews(new SheetView(
            new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen })
        {
            WorkbookViewId = 0,
        }));
        writer.WriteElement(new Columns(Columns.Select((column, index) => new Column
        {
            Min = (uint)index + 1,
            Max = (uint)index + 1,
            Style = column.Style,
            Width = column.Width,
            CustomWidth = true,
        })));
        writer.WriteStartElement(new SheetData());
        writer.WriteElement(new Row(Columns.Select(column => TextCell(column.Column.Dutch))));
        foreach (SchoolContract school in schools)
        {
            writer.WriteElement(new Row(
                TextCell(school.Number.ToString()), TextCell(SpreadsheetText.Protect(school.Name)), DayCell(school.From), DayCell(school.Until),
                TextCell(SpreadsheetText.Protect(school.Board ?? "")), TextCell(string.Join(' ', school.FormerNumbers)),
                TextCell(SpreadsheetText.Protect(school.Municipality ?? ""))));
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static Cell TextCell(string text) => new(new InlineString(
        new SheetText(WorkbookText.Encode(text)) { Space = SpaceProcessingModeValues.Preserve }))
    {
        DataType = CellValues.InlineString,
        StyleIndex = TextStyle,
    };

    private static Cell DayCell(DateOnly? day) => day is { } known
        ? new Cell(new CellValue(known.ToDateTime(TimeOnly.MinValue).ToOADate().ToString(CultureInfo.InvariantCulture))) { StyleIndex = DayStyle }
        : new Cell { StyleIndex = DayStyle };

    private static Stylesheet Styles() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = DayFormat, FormatCode = "yyyy-mm-dd" }),
        new Fonts(new Font()),
        // A spreadsheet program expects these two fills in every workbook.
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat { FormatId = 0 },
            new CellFormat { FormatId = 0, NumberFormatId = TextFormat, ApplyNumberFormat = true, QuotePrefix = true },
            new CellFormat { FormatId = 0, NumberFormatId = DayFormat, ApplyNumberFormat = true }));
}
