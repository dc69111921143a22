using System.Text;
using LeerId.Text;

namespace LeerId.Schools;

/// <summary>The rules for every contract on the list.</summary>
internal static class SchoolRules
{
    public const int MaxTextLength = 200;
    public const int MaxFormerNumbers = 100;

    private const int EarliestYear = 1900;

    /// <summary>Returns the fault of a name; null if it has none.</summary>
    public static SchoolRuleFault? CheckText(string text)
    {
        if (text.Length > MaxTextLength)
            return new($"is longer than {MaxTextLength} characters", $"is langer dan {MaxTextLength} tekens");
        if (text.Length > 0 && PlainText.IsBlank(text))
            return new("has no visible character", "heeft geen zichtbaar teken");
        return text.EnumerateRunes().Any(rune => Rune.IsControl(rune) || rune.Value is '\u2028' or '\u2029' || rune == Rune.ReplacementChar)
            ? new("has a line break or another character that is not text", "heeft een regeleinde of een ander teken dat geen tekst is")
            : null;
    }

    /// <summary>Returns the fault of a first or last day; null if it has none.</summary>
    public static SchoolRuleFault? CheckDay(DateOnly day) =>
        day.Year < EarliestYear ? new($"is before {EarliestYear}", $"ligt voor {EarliestYear}") : null;

    /// <summary>Returns the fault of a period; null if it has none.</summary>
    public static SchoolRuleFault? CheckPeriod(DateOnly from, DateOnly? until) =>
        until < from ? new("is before the first day", "ligt voor de eerste dag") : null;

    /// <summary>Whether there is a day on which both contracts are in force.</summary>
    public static bool Overlap(SchoolContract one, SchoolContract other) =>
        (one.Until is null || other.From <= one.Until) && (other.Until is null || one.From <= other.Until);

    /// <summary>Returns the former numbers for which it isn't clear to which school an enrolment belongs.</summary>
    /// <param name="contracts">The whole list, in which each number occurs once.</param>
    public static IEnumerable<FormerNumberFault> CheckFormerNumbers(IReadOnlyCollection<SchoolContract> contracts)
    {
        Dictionary<SchoolNumber, SchoolContract> present = contracts.ToDictionary(contract => contract.Number);
        Dictionary<SchoolNumber, List<SchoolContract>> claimed = [];
        foreach (SchoolContract school in contracts)
        {
            foreach (SchoolNumber former in school.FormerNumbers)
            {
                if (former == school.Number)
                {
                    yield return new(
                        school.Number, null, $"{former} is the school's own number", $"bevatten {former}, en dat is het nummer van de school zelf");
                }
                else if (present.TryGetValue(former, out SchoolContract? other) && Overlap(school, other))
                {
                    yield return new(
                        school.Number, former, $"{former} is itself on the list, in the same period",
                        $"bevatten {former}, en dat nummer staat in dezelfde periode zelf op de lijst");
                }

                if (!claimed.TryGetValue(former, out List<SchoolContract>? claimants))
                    claimed[former] = claimants = [];
                foreach (SchoolContract claimant in claimants.Where(claimant => Overlap(claimant, school)))
                {
                    yield return claimant.Number == school.Number
                        ? new(school.Number, null, $"{former} occurs twice", $"bevatten {former} twee keer")
                        : new(
                            school.Number, claimant.Number, $"{former} is also a former number of {claimant.Number}, in the same period",
                            $"bevatten {former}, en dat is in dezelfde periode ook een vroeger nummer van {claimant.Number}");
                }

                claimants.Add(school);
            }
        }
    }
}

/// <summary>A former number that is not allowed.</summary>
/// <param name="School">The school that has it.</param>
/// <param name="Other">The school with which it conflicts; null if that is the school itself.</param>
/// <param name="Fault">The fault in English.</param>
/// <param name="Dutch">The fault in Dutch: the rest of a sentence that begins with "Vroegere nummers".</param>
internal sealed record FormerNumberFault(SchoolNumber School, SchoolNumber? Other, string Fault, string Dutch);

/// <summary>A value of a contract that is not allowed.</summary>
/// <param name="English">The fault in English: the rest of a sentence that begins with the name of the field.</param>
/// <param name="Dutch">The fault in Dutch.</param>
internal sealed record SchoolRuleFault(string English, string Dutch);
