using System.Globalization;
using LeerId.Text;

namespace LeerId.Schools.Import;

/// <summary>
/// The provider's own list as a CSV file. Its columns have the names of the members of <see cref="SchoolTerms"/>, which checks each line.
/// </summary>
internal sealed class SchoolListFile
{
    public static readonly CsvColumn Number = new("number", true, "number", "nummer", "instellingsnummer");
    public static readonly CsvColumn Name = new("name", true, "name", "naam");
    public static readonly CsvColumn From = new("from", true, "from", "van");
    public static readonly CsvColumn Until = new("until", true, "until", "tot");
    public static readonly CsvColumn Board = new("board", false, "board", "schoolbestuur");
    public static readonly CsvColumn FormerNumbers = new("formerNumbers", false, "formerNumbers", "vroegere nummers");
    public static readonly CsvColumn Municipality = new("municipality", false, "municipality", "gemeente");

    private const int NumberLength = 6;
    private const int MostSchools = 20_000;

    // d and M take one digit or two.
    private const string SpreadsheetDay = "d/M/yyyy";

    private readonly CsvTable _table;
    private readonly SchoolFileFaults _faults;
    private readonly SchoolFileWarnings _warnings;

    private SchoolListFile(CsvTable table, SchoolFileFaults faults, SchoolFileWarnings warnings)
    {
        _table = table;
        _faults = faults;
        _warnings = warnings;
    }

    /// <summary>Reads the lines that are right by themselves; what is wrong with the others goes to the faults. Null when the file can't be read.</summary>
    public static IReadOnlyList<SchoolListLine>? Read(ReadOnlyMemory<byte> file, SchoolFileFaults faults, SchoolFileWarnings warnings)
    {
        using CsvTable? table = CsvTable.Open(file, [Number, Name, From, Until, Board, FormerNumbers, Municipality], othersAllowed: false, faults, warnings);
        if (table is null)
            return null;
        SchoolListFile reader = new(table, faults, warnings);
        List<SchoolListLine> lines = [];
        bool isEmpty = true;
        while (table.Read())
        {
            isEmpty = false;
            if (table.Fault is { } fault)
            {
                faults.Add(table.Line, null, fault);
                continue;
            }

            if (reader.ReadLine() is not { } line)
                continue;
            if (lines.Count == MostSchools)
            {
                faults.Add(table.Line, null, $"is of more than {MostSchools} schools");
                break;
            }

            lines.Add(line);
        }

        if (isEmpty && faults.Count == 0)
            faults.Add(null, null, "The file has no schools.");
        return lines;
    }

    private SchoolListLine? ReadLine()
    {
        string number = WithZeros(Number, _table[Number]);
        SchoolTerms terms = new()
        {
            Name = SpreadsheetText.Unprotect(_table[Name]),
            From = Day(_table[From]),
            Until = Day(_table[Until]),
            Board = SpreadsheetText.Unprotect(_table[Board]),
            Municipality = SpreadsheetText.Unprotect(_table[Municipality]),
            FormerNumbers = [.. _table[FormerNumbers]
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(text => WithZeros(FormerNumbers, text))],
        };
        List<FieldFault> faults = [];
        SchoolContract? contract = terms.Check(number, faults);
        foreach (FieldFault fault in faults)
            _faults.Add(_table.Line, fault.Field, fault.Fault);
        return contract is null
            ? null
            : new SchoolListLine(_table.Line, contract, _table.Has(Board), _table.Has(FormerNumbers), _table.Has(Municipality));
    }

    // A spreadsheet makes 30569 of 030569.
    private string WithZeros(CsvColumn column, string text)
    {
        if (text.Length is 0 or >= NumberLength || !text.All(char.IsAsciiDigit))
            return text;
        string number = text.PadLeft(NumberLength, '0');
        _warnings.Add($"{text} is taken for {number}", _table.Line, column.Name);
        return number;
    }

    // A spreadsheet in Belgium writes 2026-09-01 as 01/09/2026.
    private static string? Day(string text)
    {
        if (text.Length == 0)
            return null;
        return DateOnly.TryParseExact(text, SpreadsheetDay, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            ? day.ToString("O", CultureInfo.InvariantCulture)
            : text;
    }
}

/// <summary>A line of the provider's list.</summary>
/// <param name="Line">The line it begins on.</param>
/// <param name="Contract">What it says.</param>
/// <param name="HasBoard">Whether it says anything of the board.</param>
/// <param name="HasFormerNumbers">Whether it says anything of former numbers.</param>
/// <param name="HasMunicipality">Whether it says anything of the municipality.</param>
internal sealed record SchoolListLine(long Line, SchoolContract Contract, bool HasBoard, bool HasFormerNumbers, bool HasMunicipality);
