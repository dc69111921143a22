namespace LeerId.Schools.Import;

/// <summary>The first visible sheet of a workbook (.xlsx) as a table.</summary>
internal sealed class WorkbookTable : SchoolTable
{
    private static readonly SchoolRuleFault IsDate = new("is a date: make the cell text", "is een datum. Maak er tekst van");
    private static readonly SchoolRuleFault IsMerged = new(
        "is merged with other cells: unmerge them", "is samengevoegd met andere cellen. Maak de samenvoeging ongedaan");

    private readonly WorkbookSheet _sheet;
    private int _next;

    private WorkbookTable(WorkbookSheet sheet, SchoolFileFaults faults)
        : base(faults) => _sheet = sheet;

    /// <inheritdoc />
    public override long Line => Row.Number;

    /// <inheritdoc />
    public override bool IsOfManyLines => false;

    /// <inheritdoc />
    protected override int FieldCount => Row.Cells[^1].Column + 1;

    private WorkbookRow Row => _sheet.Rows[_next - 1];

    /// <summary>Opens a workbook; null if it is refused.</summary>
    public static WorkbookTable? Open(ReadOnlyMemory<byte> file, SchoolFileFaults faults, SchoolFileWarnings warnings) =>
        WorkbookReader.Read(file, faults, warnings) is { } sheet ? new WorkbookTable(sheet, faults) : null;

    /// <inheritdoc />
    protected override bool ReadRecord()
    {
        bool isThere = _next < _sheet.Rows.Count;
        if (isThere)
            _next++;
        return isThere;
    }

    /// <inheritdoc />
    protected override string Field(int index) => Find(index)?.Text ?? "";

    /// <inheritdoc />
    protected override string Cell(int index) => WorkbookCellName.Of(Row.Number, index);

    /// <inheritdoc />
    protected override IEnumerable<SchoolFileFault> FaultsOfForm(IReadOnlyDictionary<SchoolColumn, int> columns)
    {
        if (columns.Count == 0)
        {
            return Row.Cells.Where(cell => cell.Fault is not null)
                .Select(cell => SchoolFileFault.At(new SchoolFilePlace(Line, Cell(cell.Column)), cell.Fault!));
        }

        return columns.OrderBy(column => column.Value).Select(column => (column.Key, Fault: FaultOf(Find(column.Value), column.Key)))
            .Where(column => column.Fault is not null).Select(column => SchoolFileFault.At(At(column.Key), column.Fault!));
    }

    /// <inheritdoc />
    // Only the first of merged cells has a value, and nobody can tell for which rows it is meant.
    protected override IEnumerable<SchoolFileFault> FaultsBelowHeader(int width) => _sheet.Merged
        .Where(range => range.Left < width && range.Bottom >= Row.Number && range.Top <= _sheet.Rows[^1].Number)
        .Select(range => SchoolFileFault.At(new SchoolFilePlace(range.Top, WorkbookCellName.Of(range.Top, range.Left)), IsMerged));

    private static SchoolRuleFault? FaultOf(WorkbookCell? cell, SchoolColumn column) =>
        cell?.Fault ?? (cell is { IsDate: true } && !column.HasDays ? IsDate : null);

    private WorkbookCell? Find(int column) => Row.Cells.FirstOrDefault(cell => cell.Column == column);
}
