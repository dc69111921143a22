using System.Text;
using LeerId.Text;

namespace LeerId.Schools;

/// <summary>What holds for a contract on the list, wherever it comes from.</summary>
internal static class SchoolRules
{
    public const int LongestText = 200;
    public const int MostFormerNumbers = 100;

    private const int EarliestYear = 1900;

    /// <summary>What is wrong with a name; null when nothing is.</summary>
    public static string? CheckText(string text)
    {
        if (text.Length > LongestText)
            return $"is longer than {LongestText} characters";
        if (text.Length > 0 && PlainText.IsBlank(text))
            return "has no character that can be seen";
        return text.EnumerateRunes().Any(rune => Rune.IsControl(rune) || rune.Value is '\u2028' or '\u2029' || rune == Rune.ReplacementChar)
            ? "has a line break or another character that is not text"
            : null;
    }

    /// <summary>What is wrong with a first or last day; null when nothing is.</summary>
    public static string? CheckDay(DateOnly day) => day.Year < EarliestYear ? $"is before {EarliestYear}" : null;

    /// <summary>What is wrong with a period; null when nothing is.</summary>
    public static string? CheckPeriod(DateOnly from, DateOnly? until) => until < from ? "is before the first day" : null;

    /// <summary>Whether there is a day on which both contracts are in force.</summary>
    public static bool Overlap(SchoolContract one, SchoolContract other) =>
        (one.Until is null || other.From <= one.Until) && (other.Until is null || one.From <= other.Until);

    /// <summary>Former numbers that don't say of one school alone what an enrolment under them means.</summary>
    /// <param name="contracts">The whole list, each number once.</param>
    public static IEnumerable<FormerNumberFault> CheckFormerNumbers(IReadOnlyCollection<SchoolContract> contracts)
    {
        Dictionary<SchoolNumber, SchoolContract> present = contracts.ToDictionary(contract => contract.Number);
        Dictionary<SchoolNumber, List<SchoolContract>> claimed = [];
        foreach (SchoolContract school in contracts)
        {
            foreach (SchoolNumber former in school.FormerNumbers)
            {
                if (former == school.Number)
                    yield return new(school.Number, null, $"{former} is the school's own number");
                else if (present.TryGetValue(former, out SchoolContract? other) && Overlap(school, other))
                    yield return new(school.Number, former, $"{former} is on the list itself, in the same period");

                if (!claimed.TryGetValue(former, out List<SchoolContract>? claimants))
                    claimed[former] = claimants = [];
                foreach (SchoolContract claimant in claimants.Where(claimant => Overlap(claimant, school)))
                {
                    yield return claimant.Number == school.Number
                        ? new(school.Number, null, $"{former} is there twice")
                        : new(school.Number, claimant.Number, $"{former} is a former number of {claimant.Number} too, in the same period");
                }

                claimants.Add(school);
            }
        }
    }
}

/// <summary>A former number that can't stand.</summary>
/// <param name="School">The school that has it.</param>
/// <param name="Other">The school it collides with; null when it is the school itself.</param>
/// <param name="Fault">What is wrong.</param>
internal sealed record FormerNumberFault(SchoolNumber School, SchoolNumber? Other, string Fault);
