using System.Globalization;

namespace LeerId.Schools;

/// <summary>A contract as staff write it, before it is checked.</summary>
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

    /// <summary>The contract, or null and everything that is wrong.</summary>
    internal SchoolContract? Check(SchoolNumber number, List<SchoolFault> faults)
    {
        string name = Name?.Trim() ?? "";
        string? board = string.IsNullOrWhiteSpace(Board) ? null : Board.Trim();
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

        if (formerNumbers.Count > SchoolRules.MostFormerNumbers)
            Add(nameof(FormerNumbers), $"are more than {SchoolRules.MostFormerNumbers}");
        return faults.Count > 0
            ? null
            : new SchoolContract { Number = number, Name = name, From = from!.Value, Until = until, Board = board, FormerNumbers = formerNumbers };

        void Add(string field, string? fault)
        {
            if (fault is not null)
                faults.Add(new SchoolFault(char.ToLowerInvariant(field[0]) + field[1..], fault));
        }

        DateOnly? Day(string field, string? text)
        {
            if (text is null)
                return null;
            bool isDay = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day);
            Add(field, isDay ? SchoolRules.CheckDay(day) : "is not a day as 2026-09-01");
            return isDay ? day : null;
        }
    }
}

/// <summary>Something that is wrong with a contract.</summary>
/// <param name="Field">Which member, as JSON has it.</param>
/// <param name="Fault">What is wrong with it.</param>
public sealed record SchoolFault(string Field, string Fault);
