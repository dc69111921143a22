using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using SheetText = DocumentFormat.OpenXml.Spreadsheet.Text;

namespace LeerId.Schools.Import;

/// <summary>Builds rows from the elements of a sheet, one at a time.</summary>
internal sealed class WorkbookSheetBuilder(WorkbookValues values)
{
    private readonly List<WorkbookRow> _rows = [];
    private readonly List<WorkbookRange> _merged = [];
    private readonly StringBuilder _inline = new();
    private List<WorkbookCell> _cells = [];
    private int _row;
    private bool _isHidden;
    private WorkbookRawCell? _cell;
    private int _column = -1;
    private bool _isPhonetic;

    public IReadOnlyList<WorkbookRow> Rows => _rows;

    public IReadOnlyList<WorkbookRange> Merged => _merged;

    public int HiddenRows { get; private set; }

    /// <summary>Handles the start or end of an element.</summary>
    /// <exception cref="InvalidDataException">The element isn't valid in a sheet.</exception>
    public void Take(OpenXmlReader reader)
    {
        Type element = reader.ElementType;
        if (element == typeof(PhoneticRun))
            _isPhonetic = reader.IsStartElement;
        else if (!reader.IsStartElement)
            return;
        else if (element == typeof(Row))
            BeginRow(reader);
        else if (element == typeof(Cell))
            BeginCell(reader);
        else if (element == typeof(MergeCell))
            AddMerged(reader.Attribute("ref") ?? "");
        else if (_cell is null)
            return;
        else if (element == typeof(CellFormula))
            _cell = _cell with { HasFormula = true };
        else if (element == typeof(CellValue))
            _cell = _cell with { Value = reader.GetText() };
        else if (element == typeof(SheetText) && !_isPhonetic)
            _inline.Append(reader.GetText());
    }

    /// <summary>Ends the current row, when another begins or the sheet ends.</summary>
    public void EndRow()
    {
        EndCell();
        if (_cells.Count == 0)
            return;
        _rows.Add(new WorkbookRow(_row, _cells));
        _cells = [];
        if (_isHidden)
            HiddenRows++;
    }

    private void BeginRow(OpenXmlReader reader)
    {
        EndRow();
        int next = reader.Attribute("r") is { } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : _row + 1;
        if (next <= _row || next > WorkbookCellName.MaxRows)
            throw new InvalidDataException("The rows are not in order.");
        _row = next;
        _column = -1;
        _isHidden = reader.Attribute("hidden") is "1" or "true";
    }

    private void BeginCell(OpenXmlReader reader)
    {
        EndCell();
        int column = reader.Attribute("r") is { } name ? WorkbookCellName.Read(name).Column : _column + 1;
        if (column <= _column || column >= WorkbookCellName.MaxColumns || _row == 0)
            throw new InvalidDataException("The cells are not in order.");
        _column = column;
        _cell = new WorkbookRawCell(reader.Attribute("t") ?? "n", reader.Attribute("s"));
    }

    private void EndCell()
    {
        if (_cell is { } raw)
        {
            WorkbookCell cell = values.Read(_column, raw, _inline.ToString());
            if (cell.Text.Length > 0 || cell.Fault is not null)
                _cells.Add(cell);
        }

        _cell = null;
        _inline.Clear();
    }

    private void AddMerged(string range)
    {
        string[] corners = range.Split(':');
        (int top, int left) = WorkbookCellName.Read(corners[0]);
        _merged.Add(new WorkbookRange(top, left, corners.Length > 1 ? WorkbookCellName.Read(corners[1]).Row : top));
    }
}

/// <summary>A stored cell.</summary>
/// <param name="Type">The standard's name of the type of its value.</param>
/// <param name="Style">The number of its style; null for the default style.</param>
/// <param name="HasFormula">Whether a formula computes its value.</param>
/// <param name="Value">Its value, or the result of its formula; null if it has none.</param>
internal sealed record WorkbookRawCell(string Type, string? Style, bool HasFormula = false, string? Value = null);
