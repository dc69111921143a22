using System.Globalization;
using LeerId.Text;

namespace LeerId.Schools.Import;

/// <summary>The provider's own list as a CSV file: the columns, and a line of it read on its own.</summary>
internal sealed class SchoolListFile
{
    public static readonly CsvColumn Number = new("number", true, "number", "nummer", "instellingsnummer");
    public static readonly CsvColumn Name = new("name", true, "name", "naam");
    public static readonly CsvColumn From = new("from", true, "from", "van");
    public static readonly CsvColumn Until = new("until", true, "until", "tot");
    public static readonly CsvColumn Board = new("board", false, "board", "schoolbestuur");
    public static readonly CsvColumn FormerNumbers = new("formerNumbers", false, "formerNumbers", "vroegere nummers");

    private const int NumberLength = 6;
    private const int MostSchools = 20_000;

    // d and M take one digit or two.
    private static readonly string[] DayFormats = ["yyyy-MM-dd", "d/M/yyyy"];

    private readonly CsvTable _table;
    private readonly SchoolFileFaults _faults;
    private readonly SchoolFileWarnings _warnings;

    private SchoolListFile(CsvTable table, SchoolFileFaults faults, SchoolFileWarnings warnings)
    {
        _table = table;
        _faults = faults;
        _warnings = warnings;
    }

    /// <summary>Reads the lines that are right by themselves; what is wrong with the others goes to the faults.</summary>
    public static IReadOnlyList<SchoolListLine> Read(ReadOnlyMemory<byte> file, SchoolFileFaults faults, SchoolFileWarnings warnings)
    {
        using CsvTable? table = CsvTable.Open(file, [Number, Name, From, Until, Board, FormerNumbers], othersAllowed: false, faults);
        if (table is null)
            return [];
        SchoolListFile reader = new(table, faults, warnings);
        List<SchoolListLine> lines = [];
        bool isEmpty = true;
        while (table.Read())
        {
            isEmpty = false;
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
        int before = _faults.Count;
        SchoolNumber? number = ReadNumber(Number, _table[Number]);
        string name = SpreadsheetText.Unprotect(_table[Name]);
        Check(Name, name.Length == 0 ? "is missing" : SchoolRules.CheckText(name));
        string board = SpreadsheetText.Unprotect(_table[Board]);
        Check(Board, SchoolRules.CheckText(board));
        Check(From, _table[From].Length == 0 ? "is missing" : null);
        DateOnly? from = ReadDay(From);
        DateOnly? until = ReadDay(Until);
        Check(Until, from is { } first ? SchoolRules.CheckPeriod(first, until) : null);
        SchoolNumber?[] former = [.. _table[FormerNumbers]
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(text => ReadNumber(FormerNumbers, text))];
        Check(FormerNumbers, former.Length > SchoolRules.MostFormerNumbers ? $"are more than {SchoolRules.MostFormerNumbers}" : null);
        if (_faults.Count > before)
            return null;

        SchoolContract contract = new()
        {
            Number = number!.Value,
            Name = name,
            From = from!.Value,
            Until = until,
            Board = board.Length == 0 ? null : board,
            FormerNumbers = [.. former.Select(one => one!.Value)],
        };
        return new SchoolListLine(_table.Line, contract, _table.Has(Board), _table.Has(FormerNumbers));
    }

    private SchoolNumber? ReadNumber(CsvColumn column, string text)
    {
        if (text.Length is 0 or > NumberLength || !text.All(char.IsAsciiDigit))
        {
            Check(column, text.Length == 0 ? "is missing" : "is not a number of six digits");
            return null;
        }

        // What a spreadsheet makes of 030569.
        SchoolNumber number = SchoolNumber.Parse(text.PadLeft(NumberLength, '0'));
        if (text.Length < NumberLength)
            _warnings.Add($"{text} is taken for {number}", _table.Line, column.Name);
        return number;
    }

    private DateOnly? ReadDay(CsvColumn column)
    {
        string text = _table[column];
        if (text.Length == 0)
            return null;
        bool isDay = DateOnly.TryParseExact(text, DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day);
        Check(column, isDay ? SchoolRules.CheckDay(day) : "is not a day as 2026-09-01 or 01/09/2026");
        return isDay ? day : null;
    }

    private void Check(CsvColumn column, string? fault)
    {
        if (fault is not null)
            _faults.Add(_table.Line, column.Name, fault);
    }
}

/// <summary>A line of the provider's list.</summary>
/// <param name="Line">The line it begins on.</param>
/// <param name="Contract">What it says.</param>
/// <param name="HasBoard">Whether it says anything of the board.</param>
/// <param name="HasFormerNumbers">Whether it says anything of former numbers.</param>
internal sealed record SchoolListLine(long Line, SchoolContract Contract, bool HasBoard, bool HasFormerNumbers);
