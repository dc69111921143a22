using System.Globalization;

namespace LeerId.Schools.Import;

/// <summary>A file with a header and rows below it, which is read row by row: a CSV file, or the first visible sheet of a workbook.</summary>
internal abstract class SchoolTable(SchoolFileFaults faults) : IDisposable
{
    private readonly Dictionary<SchoolColumn, int> _indexes = [];
    private int _width = int.MaxValue;

    /// <summary>The line or row on which the current record begins, counted from 1.</summary>
    public abstract long Line { get; }

    /// <summary>
    /// Whether the current record has more than one line. If its quotes are wrong, it can contain other records. That can't happen in a workbook.
    /// </summary>
    public abstract bool IsOfManyLines { get; }

    /// <summary>The place of the current record.</summary>
    public SchoolFilePlace CurrentPlace => new(Line);

    /// <summary>The faults in the form of the current record; empty if it has none.</summary>
    public IReadOnlyList<SchoolFileFault> Faults { get; private set; } = [];

    /// <summary>The number of fields of the current record, up to the last one that isn't empty.</summary>
    protected abstract int FieldCount { get; }

    /// <summary>Opens a file of either kind; null if nothing in it can be read.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="columns">The columns to read.</param>
    /// <param name="othersAllowed">Whether it may have other columns.</param>
    /// <param name="faults">Receives the faults of the file as a whole and of the header.</param>
    /// <param name="warnings">Receives the warnings about the file as a whole and the header.</param>
    public static SchoolTable? Open(
        ReadOnlyMemory<byte> file, IReadOnlyList<SchoolColumn> columns, bool othersAllowed, SchoolFileFaults faults, SchoolFileWarnings warnings)
    {
        SchoolTable? table = WorkbookFile.Is(file.Span) ? WorkbookTable.Open(file, faults, warnings) : CsvTable.Open(file, faults, warnings);
        if (table is null || table.ReadHeader(columns, othersAllowed))
            return table;
        table.Dispose();
        return null;
    }

    /// <summary>Whether the file has a column.</summary>
    public bool Has(SchoolColumn column) => _indexes.ContainsKey(column);

    /// <summary>Returns the place of a field of the current record.</summary>
    public SchoolFilePlace At(SchoolColumn column) =>
        new(Line, _indexes.TryGetValue(column, out int index) ? Cell(index) : null, column.Name, column.Dutch);

    /// <summary>A field of the current record, without surrounding spaces; empty if the file or the record has no such field.</summary>
    public string this[SchoolColumn column] => _indexes.TryGetValue(column, out int index) ? Field(index) : "";

    /// <summary>Reads the next record that isn't empty; false at the end. Check <see cref="Faults"/> before reading its fields.</summary>
    public bool Read()
    {
        while (ReadRecord())
        {
            // The unused lines of a sheet consist of separators only.
            int fields = FieldCount;
            if (fields == 0)
                continue;
            SchoolFileFault[] form = [.. FaultsOfForm(_indexes)];
            Faults = form.Length > 0 || fields <= _width ? form : [SchoolFileFault.At(PlaceBeyond(_width), Beyond(fields, _width))];
            return true;
        }

        return false;
    }

    /// <inheritdoc />
    public virtual void Dispose()
    {
    }

    /// <summary>Reads the next record, empty or not; false at the end.</summary>
    protected abstract bool ReadRecord();

    /// <summary>Returns a field of the current record, without surrounding spaces; empty if the record ends before it.</summary>
    protected abstract string Field(int index);

    /// <summary>Returns the cell of a field of the current record; null in a file without cells.</summary>
    protected abstract string? Cell(int index);

    /// <summary>Returns the faults in the form of the current record, whatever its values are.</summary>
    /// <param name="columns">The columns to read, with their indexes; empty before the header is read.</param>
    protected abstract IEnumerable<SchoolFileFault> FaultsOfForm(IReadOnlyDictionary<SchoolColumn, int> columns);

    /// <summary>Reads the header; false if there is none.</summary>
    protected virtual bool ReadHeaderRecord() => Read();

    /// <summary>Returns the faults of the file that can be found only once the width of the header is known.</summary>
    protected virtual IEnumerable<SchoolFileFault> FaultsBelowHeader(int width) => [];

    private bool ReadHeader(IReadOnlyList<SchoolColumn> columns, bool othersAllowed)
    {
        int before = faults.Count;
        if (!ReadHeaderRecord())
        {
            faults.Add(SchoolFilePlace.File, "The file is empty.", "is leeg");
            return false;
        }

        foreach (SchoolFileFault fault in Faults)
            faults.Add(fault);
        _width = FieldCount;
        for (int index = 0; index < _width; index++)
            ReadHeader(index, columns, othersAllowed);
        foreach (SchoolColumn missing in columns.Where(column => column.IsRequired && !Has(column)))
        {
            faults.Add(
                new SchoolFilePlace(Field: missing.Name, DutchField: missing.Dutch),
                $"The column is missing: it is called {string.Join(" or ", missing.Headers)}.",
                $"ontbreekt. De eerste rij noemt ze {string.Join(" of ", missing.Headers)}");
        }

        foreach (SchoolFileFault fault in FaultsBelowHeader(_width))
            faults.Add(fault);
        return faults.Count == before;
    }

    private void ReadHeader(int index, IReadOnlyList<SchoolColumn> columns, bool othersAllowed)
    {
        string header = Field(index);
        string? cell = Cell(index);
        if (columns.FirstOrDefault(column => column.Is(header)) is { } column)
        {
            if (!_indexes.TryAdd(column, index))
                faults.Add(new SchoolFilePlace(null, cell, column.Name, column.Dutch), "The column occurs twice.", "staat er twee keer");
        }
        else if (!othersAllowed && header.Length == 0)
        {
            faults.Add(
                new SchoolFilePlace(Line, cell),
                string.Create(CultureInfo.InvariantCulture, $"has no name for column {index + 1}: remove the column, or give it a name"),
                string.Create(CultureInfo.InvariantCulture, $"kolom {index + 1} heeft geen naam. Verwijder de kolom of geef ze een naam"));
        }
        else if (!othersAllowed)
        {
            // If unknown columns were ignored, a misspelt name could make contracts without an end.
            string shown = header.Length <= 40 ? header : header[..40];
            faults.Add(
                new SchoolFilePlace(null, cell, shown, shown), "The column is unknown: correct its name, or remove it.",
                "is geen kolom van deze lijst. Verbeter of verwijder ze");
        }
    }

    private SchoolFilePlace PlaceBeyond(int width) => new(Line, Cell(width));

    private static SchoolRuleFault Beyond(int fields, int width) => new(
        string.Create(CultureInfo.InvariantCulture, $"has {fields} fields, and the header has {width}"),
        string.Create(CultureInfo.InvariantCulture, $"de rij heeft {fields} velden en de eerste rij {width}"));
}
