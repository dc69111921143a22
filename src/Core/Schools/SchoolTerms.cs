using System.Globalization;
using LeerId.Text;

namespace LeerId.Schools;

/// <summary>A contract as staff write it, before validation: the body of a request, or a line of a file.</summary>
public sealed record SchoolTerms
{
    internal static readonly SchoolRuleFault Missing = new("is missing", "ontbreekt");

    private const string DayFormat = "yyyy-MM-dd";

    private static readonly SchoolRuleFault NotSixDigits = new("must have six digits", "bestaat niet uit zes cijfers");
    private static readonly SchoolRuleFault NotADay = new("must be a day such as 2026-09-01", "is geen dag die bestaat");
    private static readonly SchoolRuleFault FormerNotSixDigits =
        new("must have six digits each", "bevatten een nummer dat niet uit zes cijfers bestaat");
    private static readonly SchoolRuleFault TooManyFormerNumbers =
        new($"must be at most {SchoolRules.MaxFormerNumbers}", $"zijn met meer dan {SchoolRules.MaxFormerNumbers}");

    /// <summary>The school's name; required.</summary>
    public string? Name { get; init; }

    /// <summary>The first day, <c>yyyy-MM-dd</c>; required.</summary>
    public string? From { get; init; }

    /// <summary>The last day, inclusive, as <c>yyyy-MM-dd</c>; null if the contract has no end.</summary>
    public string? Until { get; init; }

    /// <summary>The school board's name; null if it isn't known.</summary>
    public string? Board { get; init; }

    /// <summary>The municipality of the school's main site; null if it isn't known.</summary>
    public string? Municipality { get; init; }

    /// <summary>The former numbers, six digits each; null for none.</summary>
    public IReadOnlyList<string?>? FormerNumbers { get; init; }

    /// <summary>Returns the terms of a contract.</summary>
    public static SchoolTerms Of(SchoolContract contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return new SchoolTerms
        {
            Name = contract.Name,
            From = Text(contract.From),
            Until = contract.Until is { } until ? Text(until) : null,
            Board = contract.Board,
            Municipality = contract.Municipality,
            FormerNumbers = [.. contract.FormerNumbers.Select(number => number.ToString())],
        };
    }

    /// <summary>Makes the contract; null if there is a fault. Other contracts are not taken into account.</summary>
    /// <param name="number">The school's number; six digits.</param>
    /// <param name="faults">Receives all faults.</param>
    internal SchoolContract? Check(string number, List<FieldFault> faults)
    {
        int before = faults.Count;
        string name = Name?.Trim() ?? "";
        string? board = TextOrNull(Board);
        string? municipality = TextOrNull(Municipality);
        bool isNumber = SchoolNumber.TryParse(number, out SchoolNumber school);
        Add(nameof(SchoolContract.Number), isNumber ? null : number.Length == 0 ? Missing : NotSixDigits);
        Add(nameof(Name), name.Length == 0 ? Missing : SchoolRules.CheckText(name));
        Add(nameof(Board), board is null ? null : SchoolRules.CheckText(board));
        Add(nameof(Municipality), municipality is null ? null : SchoolRules.CheckText(municipality));
        Add(nameof(From), From is null ? Missing : null);
        DateOnly? from = Day(nameof(From), From);
        DateOnly? until = Day(nameof(Until), Until);
        Add(nameof(Until), from is { } first ? SchoolRules.CheckPeriod(first, until) : null);

        List<SchoolNumber> formerNumbers = [];
        foreach (string? text in FormerNumbers ?? [])
        {
            if (SchoolNumber.TryParse(text, out SchoolNumber former))
                formerNumbers.Add(former);
            else
                Add(nameof(FormerNumbers), FormerNotSixDigits);
        }

        Add(nameof(FormerNumbers), formerNumbers.Count > SchoolRules.MaxFormerNumbers ? TooManyFormerNumbers : null);
        return faults.Count > before
            ? null
            : new SchoolContract
            {
                Number = school,
                Name = name,
                From = from!.Value,
                Until = until,
                Board = board,
                Municipality = municipality,
                FormerNumbers = formerNumbers,
            };

        void Add(string member, SchoolRuleFault? fault)
        {
            if (fault is not null)
                faults.Add(FieldFault.Of(member, fault.English, fault.Dutch));
        }

        DateOnly? Day(string member, string? text)
        {
            if (text is null)
                return null;
            bool isDay = DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day);
            Add(member, isDay ? SchoolRules.CheckDay(day) : NotADay);
            return isDay ? day : null;
        }
    }

    private static string Text(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    private static string? TextOrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
