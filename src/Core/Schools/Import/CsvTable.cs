using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace LeerId.Schools.Import;

/// <summary>A CSV file in UTF-8, read by its header. What is wrong with its form goes to the faults; a line that can't be read is passed over.</summary>
internal sealed class CsvTable : IDisposable
{
    private const byte LineFeed = (byte)'\n';
    private const int LongestHeader = 16 * 1024;

    private readonly CsvReader _reader;
    private readonly SchoolFileFaults _faults;
    private readonly HashSet<long> _malformed = [];
    private readonly Dictionary<CsvColumn, int> _indexes = [];

    private CsvTable(ReadOnlyMemory<byte> file, SchoolFileFaults faults)
    {
        _faults = faults;
        _reader = CsvReader.Create(file, new CsvReaderOptions
        {
            Separator = Separator(file.Span),
            TrimWhitespace = true,
            TrackLineNumbers = true,
            OnMalformedRecord = OnMalformed,
        });
    }

    /// <summary>The line on which the present record begins, from 1.</summary>
    public long Line => _reader.LineNumber;

    /// <summary>Opens a file; null when nothing in it can be read.</summary>
    /// <param name="file">All of it, with or without a byte order mark.</param>
    /// <param name="columns">The columns that count.</param>
    /// <param name="othersAllowed">Whether it may have other columns.</param>
    /// <param name="faults">What is wrong goes here.</param>
    public static CsvTable? Open(ReadOnlyMemory<byte> file, IReadOnlyList<CsvColumn> columns, bool othersAllowed, SchoolFileFaults faults)
    {
        if (!IsText(file.Span, faults))
            return null;
        if (Header(file.Span).Length > LongestHeader)
        {
            faults.Add(1, null, "is too long for a header");
            return null;
        }

        CsvTable table = new(file, faults);
        if (table.ReadHeader(columns, othersAllowed))
            return table;
        table.Dispose();
        return null;
    }

    /// <summary>Whether the file has a column.</summary>
    public bool Has(CsvColumn column) => _indexes.ContainsKey(column);

    /// <summary>Goes on to the next line that can be read; false at the end.</summary>
    public bool Read()
    {
        while (_reader.Read())
        {
            int fields = _reader.FieldCount;
            // A sheet's unused lines are all separators.
            if (_malformed.Contains(Line) || Enumerable.Range(0, fields).All(index => _reader.GetString(index).Trim().Length == 0))
                continue;
            if (fields == _reader.Headers.Count)
                return true;
            _faults.Add(Line, null, $"has {fields} fields where the header has {_reader.Headers.Count}");
        }

        return false;
    }

    /// <summary>A field of the present line, without the spaces around it; empty when the file has no such column.</summary>
    public string this[CsvColumn column] => _indexes.TryGetValue(column, out int index) ? _reader.GetString(index).Trim() : "";

    public void Dispose() => _reader.Dispose();

    private static bool IsText(ReadOnlySpan<byte> file, SchoolFileFaults faults)
    {
        if (file.StartsWith(Encoding.Unicode.Preamble) || file.StartsWith(Encoding.BigEndianUnicode.Preamble))
        {
            faults.Add(1, null, "is UTF-16: save the file as CSV in UTF-8");
            return false;
        }

        if (file.TrimStart(Encoding.UTF8.Preamble).Trim(" \t\r\n"u8).IsEmpty)
        {
            faults.Add(null, null, "The file is empty.");
            return false;
        }

        if (Utf8.IsValid(file))
            return true;
        long line = 1;
        foreach (Range range in file.Split(LineFeed))
        {
            if (!Utf8.IsValid(file[range]))
                faults.Add(line, null, "is not UTF-8: save the file as CSV in UTF-8");
            line++;
        }

        return false;
    }

    private static ReadOnlySpan<byte> Header(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> start = file.TrimStart(Encoding.UTF8.Preamble).TrimStart("\r\n"u8);
        int end = start.IndexOfAny("\r\n"u8);
        return end < 0 ? start : start[..end];
    }

    // Excel's own line sep=; counts, where there is one: the reader knows it.
    private static char? Separator(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> header = Header(file);
        if (header.StartsWith("sep="u8))
            return null;
        return header.Count((byte)';') >= header.Count((byte)',') ? ';' : ',';
    }

    private bool ReadHeader(IReadOnlyList<CsvColumn> columns, bool othersAllowed)
    {
        int before = _faults.Count;
        _reader.ReadHeader();
        for (int index = 0; index < _reader.Headers.Count; index++)
        {
            string header = _reader.Headers[index].Trim();
            if (columns.FirstOrDefault(column => column.Is(header)) is { } column)
            {
                if (!_indexes.TryAdd(column, index))
                    _faults.Add(null, column.Name, "The column is there twice.");
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

    private void OnMalformed(CsvMalformedRecord record)
    {
        // Once a record: reading ahead must not count it twice.
        if (!_malformed.Add(record.LineNumber))
            return;
        _faults.Add(record.LineNumber, null, record.Reason switch
        {
            CsvMalformedReason.UnterminatedQuote => "has a quote that is never closed",
            CsvMalformedReason.TextAfterClosingQuote => "has text after a closing quote",
            _ => "has a quote in the middle of a field: double it, and quote the field",
        });
    }
}
