using System.Text;
using System.Text.RegularExpressions;
using CsvHelper;

namespace LeerId.Schools.Import;

/// <summary>
/// A CSV file, read by its header, in the forms that Excel writes: empty columns after the last one, rows without their last empty fields, and
/// <c>="012345"</c> for a text that must keep its zeros.
/// </summary>
internal sealed partial class CsvTable : SchoolTable
{
    private const int MaxHeaderLength = 16 * 1024;

    // Excel sometimes writes this line before the header, followed by the separator.
    private const string Hint = "sep=";

    private readonly CsvReader _reader;
    private readonly Dictionary<long, CsvMalformedReason> _malformed = [];

    private CsvTable(ReadOnlyMemory<byte> text, SchoolFileFaults faults)
        : base(faults) => _reader = CsvReader.Create(text, new CsvReaderOptions
        {
            Separator = Separator(text.Span),
            HasHeader = false,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            // Only the first report of a record counts, because reading ahead reports it again.
            OnMalformedRecord = record => _malformed.TryAdd(record.LineNumber, record.Reason),
        });

    /// <inheritdoc />
    public override long Line => _reader.LineNumber;

    /// <inheritdoc />
    public override bool IsOfManyLines => _reader.RawRecord.ContainsAny("\r\n"u8);

    /// <inheritdoc />
    // Excel pads rows with separators, up to the widest row of the sheet.
    protected override int FieldCount
    {
        get
        {
            int fields = _reader.FieldCount;
            while (fields > 0 && Field(fields - 1).Length == 0)
                fields--;
            return fields;
        }
    }

    /// <summary>Opens a file, with or without a byte order mark; null if it isn't text.</summary>
    public static CsvTable? Open(ReadOnlyMemory<byte> file, SchoolFileFaults faults, SchoolFileWarnings warnings)
    {
        if (SchoolFileText.Decode(file, faults, warnings) is not { } text)
            return null;
        if (Header(text.Span).Length <= MaxHeaderLength)
            return new CsvTable(text, faults);
        faults.Add(new SchoolFilePlace(1), "is too long for a header", "is te lang voor een eerste rij met de namen van de kolommen");
        return null;
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _reader.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override bool ReadRecord() => _reader.Read();

    /// <inheritdoc />
    protected override string? Cell(int index) => null;

    /// <inheritdoc />
    protected override string Field(int index)
    {
        string text = _reader.GetString(index).Trim();
        return FormulaText().IsMatch(text) ? text[2..^1].Replace("\"\"", "\"", StringComparison.Ordinal).Trim() : text;
    }

    /// <inheritdoc />
    protected override IEnumerable<SchoolFileFault> FaultsOfForm(IReadOnlyDictionary<SchoolColumn, int> columns)
    {
        if (QuoteFault() is { } fault)
            yield return SchoolFileFault.At(CurrentPlace, fault);
    }

    /// <inheritdoc />
    // Other programs pad the line with the hint with separators when they save the file.
    protected override bool ReadHeaderRecord() => Read() && (FieldCount != 1 || !Field(0).Equals(Hint, StringComparison.OrdinalIgnoreCase) || Read());

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

    private SchoolRuleFault? QuoteFault()
    {
        if (!_malformed.TryGetValue(Line, out CsvMalformedReason reason))
            return null;
        return reason switch
        {
            // The reader reports only the first problem of a record, so the fields after it must be checked too.
            CsvMalformedReason.StrayQuote when Enumerable.Range(0, _reader.FieldCount).All(IsWellQuoted) => null,
            CsvMalformedReason.UnterminatedQuote => new("has a quote that is never closed", "heeft een aanhalingsteken dat niet gesloten wordt"),
            CsvMalformedReason.TextAfterClosingQuote => new("has text after a closing quote", "heeft tekst na een aanhalingsteken dat een veld sluit"),
            _ => new(
                "has a quote in the middle of a field: double it, and quote the field",
                "heeft een aanhalingsteken midden in een veld. Verdubbel het, en zet aanhalingstekens rond het veld"),
        };
    }

    private bool IsWellQuoted(int field) => WellQuoted().IsMatch(Encoding.UTF8.GetString(_reader.GetRawSpan(field)));

    [GeneratedRegex("^=\"([^\"]|\"\")*\"$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex FormulaText();

    [GeneratedRegex("^([^\"]*|\\s*=?\"([^\"]|\"\")*\"\\s*)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex WellQuoted();
}
