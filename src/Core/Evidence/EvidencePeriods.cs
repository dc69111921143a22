using System.Globalization;
using LeerId.Calendar;
using LeerId.Text;

namespace LeerId.Evidence;

/// <summary>A period that staff can choose for a report, with its name in Dutch.</summary>
/// <param name="Name">The name, such as <c>oktober 2026</c> or <c>schooljaar 2025-2026</c>; it says so if the period isn't over.</param>
/// <param name="Period">The days.</param>
public sealed record EvidencePeriodChoice(string Name, EvidencePeriod Period);

/// <summary>The periods to choose from, the newest first in each list.</summary>
/// <param name="Months">The last twelve months and the current one.</param>
/// <param name="Quarters">The last four quarters and the current one.</param>
/// <param name="Years">The current calendar and school years, and the previous ones.</param>
public sealed record EvidencePeriodChoices(
    IReadOnlyList<EvidencePeriodChoice> Months, IReadOnlyList<EvidencePeriodChoice> Quarters, IReadOnlyList<EvidencePeriodChoice> Years);

/// <summary>The periods of evidence reports, by the calendar of Brussels.</summary>
public sealed class EvidencePeriods(TimeProvider clock)
{
    private const int MonthsOfQuarter = 3;
    private const int MonthsOfYear = 12;
    private const int FirstMonthOfSchoolYear = 9;

    /// <summary>Returns the periods to choose from. A period that isn't over ends today.</summary>
    public EvidencePeriodChoices Choose()
    {
        DateOnly today = BrusselsTime.Today(clock);
        DateOnly month = new(today.Year, today.Month, 1);
        DateOnly quarter = month.AddMonths(-((today.Month - 1) % MonthsOfQuarter));
        DateOnly year = new(today.Year, 1, 1);
        DateOnly schoolYear = new(today.Month < FirstMonthOfSchoolYear ? today.Year - 1 : today.Year, FirstMonthOfSchoolYear, 1);
        return new EvidencePeriodChoices(
            [.. Enumerable.Range(0, MonthsOfYear + 1).Select(back => Choice(month.AddMonths(-back), 1, DutchDate.Month))],
            [.. Enumerable.Range(0, 5).Select(back => Choice(quarter.AddMonths(-back * MonthsOfQuarter), MonthsOfQuarter, QuarterName))],
            [
                .. new[] { schoolYear, schoolYear.AddYears(-1) }.Select(first => Choice(first, MonthsOfYear, SchoolYearName)),
                .. new[] { year, year.AddYears(-1) }.Select(first => Choice(first, MonthsOfYear, YearName)),
            ]);

        EvidencePeriodChoice Choice(DateOnly first, int months, Func<DateOnly, string> name)
        {
            DateOnly last = first.AddMonths(months).AddDays(-1);
            return last < today ? new(name(first), new(first, last)) : new($"{name(first)}, tot en met vandaag", new(first, today));
        }
    }

    /// <summary>Reads a period.</summary>
    /// <param name="from">The first day, <c>yyyy-MM-dd</c>; null for three months before the last day.</param>
    /// <param name="until">The last day, <c>yyyy-MM-dd</c>; null for today.</param>
    /// <returns>The period, or all faults of the fields <c>from</c> and <c>until</c>. The period is null if there are any.</returns>
    public (EvidencePeriod? Period, IReadOnlyList<FieldFault> Faults) Read(string? from, string? until)
    {
        IReadOnlyList<FieldFault> faults = EvidencePeriod.TryRead(from, until, BrusselsTime.Today(clock), out EvidencePeriod? period);
        return (period, faults);
    }

    /// <summary>Returns the months of a period, oldest first; the first and the last one may be incomplete.</summary>
    public static IReadOnlyList<EvidencePeriodChoice> MonthsOf(EvidencePeriod period)
    {
        ArgumentNullException.ThrowIfNull(period);
        List<EvidencePeriodChoice> months = [];
        for (DateOnly first = period.From; first <= period.Until;)
        {
            DateOnly next = new DateOnly(first.Year, first.Month, 1).AddMonths(1);
            DateOnly last = next > period.Until ? period.Until : next.AddDays(-1);
            months.Add(new(first.Day == 1 && last == next.AddDays(-1) ? DutchDate.Month(first) : NameOf(new(first, last)), new(first, last)));
            first = next;
        }

        return months;
    }

    /// <summary>Returns the days of a period in Dutch, such as <c>1 oktober 2026 tot en met 31 oktober 2026</c>.</summary>
    public static string NameOf(EvidencePeriod period)
    {
        ArgumentNullException.ThrowIfNull(period);
        return period.From == period.Until ? DutchDate.Day(period.From) : $"{DutchDate.Day(period.From)} tot en met {DutchDate.Day(period.Until)}";
    }

    private static string QuarterName(DateOnly first) =>
        string.Create(CultureInfo.InvariantCulture, $"kwartaal {((first.Month - 1) / MonthsOfQuarter) + 1} van {first.Year}");

    private static string SchoolYearName(DateOnly first) => string.Create(CultureInfo.InvariantCulture, $"schooljaar {first.Year}-{first.Year + 1}");

    private static string YearName(DateOnly first) => string.Create(CultureInfo.InvariantCulture, $"jaar {first.Year}");
}
