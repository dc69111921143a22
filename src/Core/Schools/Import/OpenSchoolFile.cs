using System.Globalization;
using System.Text;

namespace LeerId.Schools.Import;

/// <summary>The open data file of all schools. It has one line per site, so a school can have several lines.</summary>
internal sealed class OpenSchoolFile
{
    private const int NumberLength = 6;
    private const string BoardType = "300";

    private static readonly SchoolColumn NumberColumn = new("schoolnummer", "schoolnummer", true, "schoolnummer", "instellingsnummer");
    private static readonly SchoolColumn Name = new("naam", "naam", true, "naam");
    private static readonly SchoolColumn Board = new("bestuur", "bestuur", false, "bestuur", "schoolbestuur");
    private static readonly SchoolColumn Municipality = new("gemeente", "gemeente", false, "gemeente");
    private static readonly SchoolColumn Type = new("instellingstype", "instellingstype", false, "instellingstype");
    private static readonly SchoolColumn MainSite = new("hoofdzetel", "hoofdzetel", false, "hoofdzetel");
    private static readonly SchoolColumn End = new("einddatum", "einddatum", false, "einddatum") { HasDays = true };
    private static readonly SchoolColumn Recognition = new("status erkenning", "status erkenning", false, "status erkenning", "erkenningsstatus");

    private static readonly SchoolRuleFault Missing = SchoolTerms.Missing;
    private static readonly SchoolRuleFault NotSixDigits = new("must be a number of six digits", "is geen nummer van zes cijfers");

    private static readonly string[] DayFormats = ["yyyy-MM-dd", "d/M/yyyy", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss", "d/M/yyyy H:mm:ss"];

    private readonly SchoolTable _table;
    private readonly SchoolFileFaults _faults;
    private readonly DateOnly _today;

    private OpenSchoolFile(SchoolTable table, SchoolFileFaults faults, DateOnly today)
    {
        _table = table;
        _faults = faults;
        _today = today;
    }

    /// <summary>Reads the data of the requested schools; schools that are not in the file are absent. Null if the file can't be read.</summary>
    public static IReadOnlyDictionary<SchoolNumber, OpenSchool>? Read(
        ReadOnlyMemory<byte> file, IReadOnlySet<SchoolNumber> asked, DateOnly today, SchoolFileFaults faults, SchoolFileWarnings warnings)
    {
        Dictionary<SchoolNumber, OpenSchool> schools = [];
        using SchoolTable? table = SchoolTable.Open(
            file, [NumberColumn, Name, Board, Municipality, Type, MainSite, End, Recognition], othersAllowed: true, faults, warnings);
        if (table is null)
            return null;
        foreach (SchoolColumn absent in new[] { Board, Type, End, Recognition }.Where(column => !table.Has(column)))
        {
            warnings.Add(
                new SchoolFilePlace(Field: absent.Name, DutchField: absent.Dutch), "The file does not have this column, so its values are unknown.",
                "staat niet in het bestand. Wat ze zou zeggen, is niet bekend");
        }

        OpenSchoolFile reader = new(table, faults, today);
        while (table.Read())
        {
            SchoolNumber? number = reader.Number();
            bool isAsked = number is { } known && asked.Contains(known);
            if (table.Faults.Count == 0 && number is { } school)
            {
                if (isAsked && reader.ReadSite() is { } site)
                    schools[school] = schools.TryGetValue(school, out OpenSchool? former) ? former.With(site) : site;
                continue;
            }

            SchoolFileFault fault = table.Faults.Count > 0
                ? table.Faults[0] : SchoolFileFault.At(table.At(NumberColumn), table[NumberColumn].Length == 0 ? Missing : NotSixDigits);
            // A footer or a line of another school can be skipped. A record of several lines can contain the lines of requested schools.
            if (isAsked || table.IsOfManyLines)
                faults.Add(fault);
            else
                warnings.Add(LeftOut(fault));
        }

        return schools;
    }

    private static SchoolFileWarning LeftOut(SchoolFileFault fault) => new(fault.Line, fault.Field, null, $"{fault.Fault}: the line is left out")
    {
        Cell = fault.Cell,
        Where = fault.Where,
        Dutch = $"{fault.Dutch}. De rij is weggelaten",
    };

    private SchoolNumber? Number()
    {
        string text = _table[NumberColumn];
        return text.Length is > 0 and <= NumberLength && text.All(char.IsAsciiDigit) ? SchoolNumber.Parse(text.PadLeft(NumberLength, '0')) : null;
    }

    private OpenSchool? ReadSite()
    {
        int before = _faults.Count;
        string name = ReadText(Name);
        if (name.Length == 0)
            _faults.Add(_table.At(Name), Missing);

        string board = ReadText(Board);
        string municipality = ReadText(Municipality);
        string end = _table[End];
        DateOnly day = DateOnly.MaxValue;
        if (end.Length > 0 && !TryReadDay(end, out day))
            _faults.Add(_table.At(End), "must be a day such as 2026-09-01 or 01/09/2026", "is geen dag zoals 2026-09-01 of 01/09/2026");
        if (_faults.Count > before)
            return null;

        string recognition = _table[Recognition];
        return new OpenSchool(
            name,
            board.Length == 0 ? null : board,
            municipality.Length == 0 ? null : municipality,
            IsMainSite: _table[MainSite].ToUpperInvariant() is "J" or "JA" or "1" or "TRUE" or "WAAR",
            IsBoard: string.Concat(_table[Type].TakeWhile(char.IsAsciiDigit)) == BoardType
                || _table[Type].Contains("schoolbestuur", StringComparison.OrdinalIgnoreCase),
            IsOpen: day >= _today && (recognition.Length == 0 || recognition.StartsWith("erkend", StringComparison.OrdinalIgnoreCase)));
    }

    // Staff can't correct that file, so a line break becomes a space.
    private string ReadText(SchoolColumn column)
    {
        StringBuilder text = new();
        foreach (Rune rune in _table[column].EnumerateRunes())
            text.Append(Rune.IsControl(rune) || rune.Value is '\u2028' or '\u2029' ? " " : rune.ToString());
        string line = string.Join(' ', text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (SchoolRules.CheckText(line) is { } fault)
            _faults.Add(_table.At(column), fault);
        return line;
    }

    private static bool TryReadDay(string text, out DateOnly day)
    {
        bool isDay = DateTime.TryParseExact(text, DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime moment);
        day = DateOnly.FromDateTime(moment);
        return isDay;
    }
}

/// <summary>The open data of a school.</summary>
/// <param name="Name">The name at its main site, or at the first site if none is marked as the main one.</param>
/// <param name="Board">The name of its board; null if the file doesn't give it.</param>
/// <param name="Municipality">The municipality of that site; null if the file doesn't give it.</param>
/// <param name="IsMainSite">Whether these values are of the main site.</param>
/// <param name="IsBoard">Whether it is a school board instead of a school.</param>
/// <param name="IsOpen">Whether one of its sites is recognised and hasn't ended.</param>
internal sealed record OpenSchool(string Name, string? Board, string? Municipality, bool IsMainSite, bool IsBoard, bool IsOpen)
{
    public OpenSchool With(OpenSchool site)
    {
        OpenSchool main = site.IsMainSite && !IsMainSite ? site : this;
        return main with
        {
            Board = main.Board ?? Board ?? site.Board,
            Municipality = main.Municipality ?? Municipality ?? site.Municipality,
            IsBoard = IsBoard || site.IsBoard,
            IsOpen = IsOpen || site.IsOpen,
        };
    }
}
