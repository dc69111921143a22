using System.Globalization;
using LeerId.Text;

namespace LeerId.Schools.Import;

/// <summary>
/// The provider's own list as a CSV file or a workbook. Its columns have the names of the members of <see cref="SchoolTerms"/>, which checks each line.
/// </summary>
internal sealed class SchoolListFile
{
    public static readonly SchoolColumn Number = new("number", "nummer", true, "number", "nummer", "instellingsnummer");
    public static readonly SchoolColumn Name = new("name", "naam", true, "name", "naam");
    public static readonly SchoolColumn From = new("from", "van", true, "from", "van") { HasDays = true };
    public static readonly SchoolColumn Until = new("until", "tot", true, "until", "tot") { HasDays = true };
    public static readonly SchoolColumn Board = new("board", "schoolbestuur", false, "board", "schoolbestuur");
    public static readonly SchoolColumn FormerNumbers = new("formerNumbers", "vroegere nummers", false, "formerNumbers", "vroegere nummers");
    public static readonly SchoolColumn Municipality = new("municipality", "gemeente", false, "municipality", "gemeente");

    private static readonly SchoolColumn[] Columns = [Number, Name, From, Until, Board, FormerNumbers, Municipality];

    private const int NumberLength = 6;
    private const int MaxSchools = 20_000;

    // d and M accept one digit or two.
    private const string SpreadsheetDay = "d/M/yyyy";

    private readonly SchoolTable _table;
    private readonly SchoolFileFaults _faults;
    private readonly SchoolFileWarnings _warnings;

    private SchoolListFile(SchoolTable table, SchoolFileFaults faults, SchoolFileWarnings warnings)
    {
        _table = table;
        _faults = faults;
        _warnings = warnings;
    }

    /// <summary>Reads the lines that are valid by themselves, and adds a fault for each fault in the others. Null if the file can't be read.</summary>
    public static IReadOnlyList<SchoolListLine>? Read(ReadOnlyMemory<byte> file, SchoolFileFaults faults, SchoolFileWarnings warnings)
    {
        using SchoolTable? table = SchoolTable.Open(file, Columns, othersAllowed: false, faults, warnings);
        if (table is null)
            return null;
        SchoolListFile reader = new(table, faults, warnings);
        List<SchoolListLine> lines = [];
        bool isEmpty = true;
        while (table.Read())
        {
            isEmpty = false;
            if (table.Faults.Count > 0)
            {
                foreach (SchoolFileFault fault in table.Faults)
                    faults.Add(fault);
                continue;
            }

            if (reader.ReadLine() is not { } line)
                continue;
            if (lines.Count == MaxSchools)
            {
                faults.Add(
                    table.CurrentPlace, $"is beyond the limit of {MaxSchools} schools that can be imported at once",
                    $"het bestand heeft meer dan {MaxSchools} scholen");
                break;
            }

            lines.Add(line);
        }

        if (isEmpty && faults.Count == 0)
            faults.Add(SchoolFilePlace.File, "The file has no schools.", "heeft geen scholen");
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
            _faults.Add(PlaceOf(fault.Field), fault.Fault, fault.Dutch);
        return contract is null
            ? null
            : new SchoolListLine(
                _table.At(Number), _table.At(FormerNumbers), contract, _table.Has(Board), _table.Has(FormerNumbers), _table.Has(Municipality));
    }

    private SchoolFilePlace PlaceOf(string field) =>
        Array.Find(Columns, column => column.Name == field) is { } column ? _table.At(column) : _table.CurrentPlace with { Field = field, DutchField = field };

    // A spreadsheet changes 030569 to 30569.
    private string WithZeros(SchoolColumn column, string text)
    {
        if (text.Length is 0 or >= NumberLength || !text.All(char.IsAsciiDigit))
            return text;
        string number = text.PadLeft(NumberLength, '0');
        _warnings.Add(_table.At(column), $"{text} is read as {number}", $"{text} is gelezen als {number}");
        return number;
    }

    // A spreadsheet in Belgium changes 2026-09-01 to 01/09/2026.
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
/// <param name="NumberAt">The place of its number.</param>
/// <param name="FormerNumbersAt">The place of its former numbers.</param>
/// <param name="Contract">The contract on the line.</param>
/// <param name="HasBoard">Whether the file has a column for the board.</param>
/// <param name="HasFormerNumbers">Whether the file has a column for former numbers.</param>
/// <param name="HasMunicipality">Whether the file has a column for the municipality.</param>
internal sealed record SchoolListLine(
    SchoolFilePlace NumberAt, SchoolFilePlace FormerNumbersAt, SchoolContract Contract, bool HasBoard, bool HasFormerNumbers, bool HasMunicipality);
