using System.Text;
using System.Text.RegularExpressions;
using CsvHelper;

namespace LeerId.Schools.Import;

/// <summary>
/// A CSV file, read by its header, in the forms that Excel gives it: empty columns after the last one, rows without their last empty fields, and
/// <c>="012345"</c> for a text that must keep its zeros.
/// </summary>
internal sealed partial class CsvTable : IDisposable
{
    private const int LongestHeader = 16 * 1024;

    // Excel puts it before the header at times, with the separator after it.
    private const string Hint = "sep=";

    private readonly CsvReader _reader;
    private readonly SchoolFileFaults _faults;
    private readonly Dictionary<long, CsvMalformedReason> _malformed = [];
    private readonly Dictionary<CsvColumn, int> _indexes = [];
    private int _width = int.MaxValue;

    private CsvTable(ReadOnlyMemory<byte> text, SchoolFileFaults faults)
    {
        _faults = faults;
        _reader = CsvReader.Create(text, new CsvReaderOptions
        {
            Separator = Separator(text.Span),
            HasHeader = false,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            // The first report of a record counts: reading ahead reports it once more.
            OnMalformedRecord = record => _malformed.TryAdd(record.LineNumber, record.Reason),
        });
    }

    /// <summary>The line on which the present record begins, from 1.</summary>
    public long Line => _reader.LineNumber;

    /// <summary>What is wrong with the form of the present record; null when nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>Whether the present record has more than one line. If its quotes are wrong, it can have taken in other records.</summary>
    public bool IsOfManyLines => _reader.RawRecord.ContainsAny("\r\n"u8);

    /// <summary>Opens a file; null when nothing in it can be read.</summary>
    /// <param name="file">All of it, with or without a byte order mark.</param>
    /// <param name="columns">The columns that count.</param>
    /// <param name="othersAllowed">Whether it may have other columns.</param>
    /// <param name="faults">What is wrong with the encoding and the header goes here.</param>
    /// <param name="warnings">What is doubtful about them goes here.</param>
    public static CsvTable? Open(
        ReadOnlyMemory<byte> file, IReadOnlyList<CsvColumn> columns, bool othersAllowed, SchoolFileFaults faults, SchoolFileWarnings warnings)
    {
        if (SchoolFileText.Decode(file, faults, warnings) is not { } text)
            return null;
        if (Header(text.Span).Length > LongestHeader)
        {
            faults.Add(1, null, "is too long for a header");
            return null;
        }

        CsvTable table = new(text, faults);
        if (table.ReadHeader(columns, othersAllowed))
            return table;
        table.Dispose();
        return null;
    }

    /// <summary>Whether the file has a column.</summary>
    public bool Has(CsvColumn column) => _indexes.ContainsKey(column);

    /// <summary>Goes on to the next record that isn't empty; false at the end. Look at <see cref="Fault"/> before its fields.</summary>
    public bool Read()
    {
        while (_reader.Read())
        {
            int fields = CountFields();
            // A sheet's unused lines are all separators.
            if (fields == 0)
                continue;
            Fault = QuoteFault() ?? (fields > _width ? $"has {fields} fields where the header has {_width}" : null);
            return true;
        }

        return false;
    }

    /// <summary>A field of the present record, without the spaces around it; empty when the file or the record has no such field.</summary>
    public string this[CsvColumn column] => _indexes.TryGetValue(column, out int index) ? Field(index) : "";

    public void Dispose() => _reader.Dispose();

    private static ReadOnlySpan<byte> Header(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> start = file.TrimStart("\r\n"u8);
        int end = start.IndexOfAny("\r\n"u8);
        return end < 0 ? start : start[..end];
    }

    private static char Separator(ReadOnlySpan<byte> text)
    {
        string header = Encoding.UTF8.GetString(Header(text));
        if (header.StartsWith(Hint, StringComparison.OrdinalIgnoreCase) && header.Length > Hint.Length
            && header[Hint.Length] is ';' or ',' or '\t' or '|')
            return header[Hint.Length];
        return header.Count(c => c == ';') >= header.Count(c => c == ',') ? ';' : ',';
    }

    private bool ReadHeader(IReadOnlyList<CsvColumn> columns, bool othersAllowed)
    {
        int before = _faults.Count;
        // Other programs fill the line with the hint up with separators when they save the file.
        if (Read() && CountFields() == 1 && Field(0).Equals(Hint, StringComparison.OrdinalIgnoreCase))
            Read();
        if (Fault is { } fault)
            _faults.Add(Line, null, fault);
        _width = CountFields();
        for (int index = 0; index < _width; index++)
        {
            string header = Field(index);
            if (columns.FirstOrDefault(column => column.Is(header)) is { } column)
            {
                if (!_indexes.TryAdd(column, index))
                    _faults.Add(null, column.Name, "The column is there twice.");
            }
            else if (!othersAllowed && header.Length == 0)
            {
                _faults.Add(Line, null, $"has no name for column {index + 1}: remove the column, or name it");
            }
            else if (!othersAllowed)
            {
                // Passed over in silence, a mistyped name would make contracts without an end.
                _faults.Add(null, Shown(header), "The column is not known.");
            }
        }

        foreach (CsvColumn missing in columns.Where(column => column.IsRequired && !Has(column)))
            _faults.Add(null, missing.Name, $"The column is missing: it is called {string.Join(" or ", missing.Headers)}.");
        return _faults.Count == before;
    }

    private static string Shown(string header) => header.Length <= 40 ? header : header[..40];

    // Excel fills rows up with separators, up to the widest row of the sheet.
    private int CountFields()
    {
        int fields = _reader.FieldCount;
        while (fields > 0 && Field(fields - 1).Length == 0)
            fields--;
        return fields;
    }

    private string Field(int index)
    {
        string text = _reader.GetString(index).Trim();
        return FormulaText().IsMatch(text) ? text[2..^1].Replace("\"\"", "\"", StringComparison.Ordinal).Trim() : text;
    }

    private string? QuoteFault()
    {
        if (!_malformed.TryGetValue(Line, out CsvMalformedReason reason))
            return null;
        return reason switch
        {
            // The reader reports the first problem of a record only: the fields after it must be right too.
            CsvMalformedReason.StrayQuote when Enumerable.Range(0, _reader.FieldCount).All(IsWellQuoted) => null,
            CsvMalformedReason.UnterminatedQuote => "has a quote that is never closed",
            CsvMalformedReason.TextAfterClosingQuote => "has text after a closing quote",
            _ => "has a quote in the middle of a field: double it, and quote the field",
        };
    }

    private bool IsWellQuoted(int field) => WellQuoted().IsMatch(Encoding.UTF8.GetString(_reader.GetRawSpan(field)));

    [GeneratedRegex("^=\"([^\"]|\"\")*\"$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex FormulaText();

    [GeneratedRegex("^([^\"]*|\\s*=?\"([^\"]|\"\")*\"\\s*)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex WellQuoted();
}
