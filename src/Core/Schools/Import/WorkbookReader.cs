using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace LeerId.Schools.Import;

/// <summary>
/// Reads the first visible sheet of a workbook element by element, so that memory holds its values instead of the tree of its XML. Follows no link and
/// runs no formula: the value of a formula is the result that the last program stored.
/// </summary>
internal sealed class WorkbookReader
{
    // A list has eight levels. The library reads unexpected content of a cell recursively, so deep nesting could exhaust the stack.
    private const int MaxDepth = 64;
    private const int MaxRows = 200_000;

    private readonly WorkbookPart _workbook;
    private readonly SchoolFileWarnings _warnings;

    private WorkbookReader(SpreadsheetDocument document, SchoolFileWarnings warnings)
    {
        _workbook = document.WorkbookPart ?? throw new InvalidDataException("The file has no workbook.");
        _warnings = warnings;
    }

    /// <summary>The fault of a file that the library can't read.</summary>
    public static SchoolRuleFault Unreadable { get; } = new(
        "The file can't be read as a workbook: open it in Excel or LibreOffice, and save it as .xlsx.",
        "is geen werkboek dat gelezen kan worden. Open het in Excel of LibreOffice en bewaar het als .xlsx");

    /// <summary>The fault of a file with macros.</summary>
    public static SchoolRuleFault HasMacros { get; } = new(
        "The file has macros: save it as .xlsx, without macros.", "heeft macro's. Bewaar het als .xlsx, zonder macro's");

    /// <summary>Reads the sheet; null if there is none that can be read.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="faults">Receives the reason why the sheet can't be read.</param>
    /// <param name="warnings">Receives a warning about other sheets, and one about hidden rows.</param>
    public static WorkbookSheet? Read(ReadOnlyMemory<byte> file, SchoolFileFaults faults, SchoolFileWarnings warnings)
    {
        if (WorkbookFile.Check(file) is { } refused)
        {
            faults.Add(SchoolFilePlace.File, refused);
            return null;
        }

        try
        {
            using MemoryStream stream = new(file.ToArray(), writable: false);
            using SpreadsheetDocument document = SpreadsheetDocument.Open(stream, isEditable: false);
            if (document.DocumentType is not (SpreadsheetDocumentType.Workbook or SpreadsheetDocumentType.Template))
            {
                faults.Add(SchoolFilePlace.File, HasMacros);
                return null;
            }

            if (new WorkbookReader(document, warnings).ReadSheet() is { } sheet)
                return sheet;
            faults.Add(SchoolFilePlace.File, "The file has no visible sheet.", "heeft geen zichtbaar werkblad");
        }
        // For a damaged file, the library throws exceptions of many types.
        catch (Exception exception) when (exception is not (OutOfMemoryException or OperationCanceledException))
        {
            faults.Add(SchoolFilePlace.File, Unreadable);
        }

        return null;
    }

    private WorkbookSheet? ReadSheet()
    {
        (bool startsIn1904, List<(string Name, WorksheetPart Part)> sheets) = ReadSheets();
        if (sheets is not [var (name, part), .. var others])
            return null;
        if (others.Count > 0)
        {
            _warnings.Add(
                SchoolFilePlace.File, $"Only the sheet {name} is read. Other sheets: {others.Count}.",
                $"alleen het werkblad {name} is gelezen. Andere werkbladen: {others.Count}");
        }

        WorkbookStyles styles = WorkbookStyles.Read(_workbook.WorkbookStylesPart is { } stylesPart ? Open(stylesPart) : null, startsIn1904);
        IReadOnlyList<string> texts = WorkbookText.ReadShared(_workbook.SharedStringTablePart is { } textPart ? Open(textPart) : null);
        return ReadSheet(part, new WorkbookValues(styles, texts));
    }

    private (bool StartsIn1904, List<(string Name, WorksheetPart Part)> Visible) ReadSheets()
    {
        bool startsIn1904 = false;
        List<(string, WorksheetPart)> visible = [];
        using OpenXmlReader reader = Open(_workbook);
        while (reader.Read())
        {
            if (!reader.IsStartElement)
                continue;
            if (reader.ElementType == typeof(WorkbookProperties))
                startsIn1904 = reader.Attribute("date1904") is "1" or "true";
            // Other sheets contain only a chart.
            if (reader.ElementType == typeof(Sheet) && reader.Attribute("state") is null or "visible"
                && reader.RelationshipId() is { } id && _workbook.TryGetPartById(id, out OpenXmlPart? part) && part is WorksheetPart sheet)
                visible.Add((reader.Attribute("name") ?? "", sheet));
        }

        return (startsIn1904, visible);
    }

    private WorkbookSheet ReadSheet(WorksheetPart part, WorkbookValues values)
    {
        WorkbookSheetBuilder sheet = new(values);
        using OpenXmlReader reader = Open(part);
        while (reader.Read())
        {
            sheet.Take(reader);
            if (sheet.Rows.Count > MaxRows)
                throw new InvalidDataException("The sheet has more rows than a list can have.");
        }

        sheet.EndRow();
        if (sheet.HiddenRows > 0)
        {
            _warnings.Add(
                SchoolFilePlace.File, string.Create(CultureInfo.InvariantCulture, $"Hidden rows are read too: {sheet.HiddenRows}."),
                string.Create(CultureInfo.InvariantCulture, $"verborgen rijen zijn ook gelezen: {sheet.HiddenRows}"));
        }

        return new WorkbookSheet(sheet.Rows, sheet.Merged);
    }

    // The part is read twice. The first pass refuses a document type, and elements that are nested too deep for the library.
    private static OpenXmlReader Open(OpenXmlPart part)
    {
        XmlReaderSettings settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        using (Stream stream = part.GetStream(FileMode.Open, FileAccess.Read))
        using (XmlReader reader = XmlReader.Create(stream, settings))
        {
            while (reader.Read())
            {
                if (reader.Depth > MaxDepth)
                    throw new InvalidDataException("The XML is nested too deep.");
            }
        }

        return OpenXmlReader.Create(part);
    }
}
