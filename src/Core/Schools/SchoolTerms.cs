using System.Globalization;
using LeerId.Text;

namespace LeerId.Schools;

/// <summary>A contract as staff write it, before it is checked: the body of a request, or a line of a file.</summary>
public sealed record SchoolTerms
{
    /// <summary>The school's name; required.</summary>
    public string? Name { get; init; }

    /// <summary>The first day, <c>yyyy-MM-dd</c>; required.</summary>
    public string? From { get; init; }

    /// <summary>The last day, <c>yyyy-MM-dd</c>, that day included; null when the contract has no end.</summary>
    public string? Until { get; init; }

    /// <summary>The school board's name; null when not known.</summary>
    public string? Board { get; init; }

    /// <summary>Six digits each; null for none.</summary>
    public IReadOnlyList<string?>? FormerNumbers { get; init; }

    /// <summary>The contract; null when anything is wrong. It does not look at other contracts.</summary>
    /// <param name="number">The school's number; six digits.</param>
    /// <param name="faults">Everything that is wrong is added here.</param>
    internal SchoolContract? Check(string number, List<FieldFault> faults)
    {
        int before = faults.Count;
        string name = Name?.Trim() ?? "";
        string? board = string.IsNullOrWhiteSpace(Board) ? null : Board.Trim();
        bool isNumber = SchoolNumber.TryParse(number, out SchoolNumber school);
        Add(nameof(SchoolContract.Number), isNumber ? null : number.Length == 0 ? "is missing" : "is not six digits");
        Add(nameof(Name), name.Length == 0 ? "is missing" : SchoolRules.CheckText(name));
        Add(nameof(Board), board is null ? null : SchoolRules.CheckText(board));
        Add(nameof(From), From is null ? "is missing" : null);
        DateOnly? from = Day(nameof(From), From);
        DateOnly? until = Day(nameof(Until), Until);
        Add(nameof(Until), from is { } first ? SchoolRules.CheckPeriod(first, until) : null);

        List<SchoolNumber> formerNumbers = [];
        foreach (string? text in FormerNumbers ?? [])
        {
            if (SchoolNumber.TryParse(text, out SchoolNumber former))
                formerNumbers.Add(former);
            else
                Add(nameof(FormerNumbers), "has one that is not six digits");
        }

        Add(nameof(FormerNumbers), formerNumbers.Count > SchoolRules.MostFormerNumbers ? $"are more than {SchoolRules.MostFormerNumbers}" : null);
        return faults.Count > before
            ? null
            : new SchoolContract { Number = school, Name = name, From = from!.Value, Until = until, Board = board, FormerNumbers = formerNumbers };

        void Add(string member, string? fault)
        {
            if (fault is not null)
                faults.Add(FieldFault.Of(member, fault));
        }

        DateOnly? Day(string member, string? text)
        {
            if (text is null)
                return null;
            bool isDay = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day);
            Add(member, isDay ? SchoolRules.CheckDay(day) : "is not a day as 2026-09-01");
            return isDay ? day : null;
        }
    }
}
