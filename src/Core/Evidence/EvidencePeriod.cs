using System.Globalization;
using LeerId.Calendar;
using LeerId.Text;

namespace LeerId.Evidence;

/// <summary>The days that an evidence report covers, both inclusive, in the calendar of Brussels.</summary>
/// <param name="From">The first day.</param>
/// <param name="Until">The last day.</param>
public sealed record EvidencePeriod(DateOnly From, DateOnly Until)
{
    /// <summary>The maximum number of days that a report covers.</summary>
    public const int MaximumDays = 400;

    private const int DefaultMonths = 3;
    private const string Form = "yyyy-MM-dd";

    // This software has no older data.
    private static readonly DateOnly Beginning = new(2020, 1, 1);

    /// <summary>The days of the period, oldest first.</summary>
    internal IEnumerable<DateOnly> Days => Enumerable.Range(From.DayNumber, Until.DayNumber - From.DayNumber + 1).Select(DateOnly.FromDayNumber);

    /// <summary>Whether a moment is in the period.</summary>
    internal bool Has(DateTimeOffset moment) => DayOf(moment) is var day && day >= From && day <= Until;

    /// <summary>Returns the nights before today on which a nightly job did not run, from the day of its first run ever.</summary>
    internal IReadOnlyList<DateOnly> NightsWithout(IEnumerable<DateTimeOffset> runs, DateTimeOffset first, DateOnly today)
    {
        HashSet<DateOnly> with = [.. runs.Select(DayOf)];
        return [.. Days.Where(day => day >= DayOf(first) && day < today && !with.Contains(day))];
    }

    /// <summary>Reads a period. Without a last day it ends today; without a first day it begins three months before the last day.</summary>
    /// <param name="from">The first day, <c>yyyy-MM-dd</c>; null if there is none.</param>
    /// <param name="until">The last day, <c>yyyy-MM-dd</c>; null if there is none.</param>
    /// <param name="today">The current day.</param>
    /// <param name="period">The period; null if there are faults.</param>
    /// <returns>All faults.</returns>
    internal static IReadOnlyList<FieldFault> TryRead(string? from, string? until, DateOnly today, out EvidencePeriod? period)
    {
        List<FieldFault> faults = [];
        DateOnly? given = Read("from", from, faults);
        DateOnly last = Read("until", until, faults) ?? today;
        DateOnly first = given ?? last.AddMonths(-DefaultMonths);
        if (faults.Count == 0)
        {
            if (last > today)
                faults.Add(new FieldFault("until", "is after today", "is na vandaag"));
            if (first > last)
                faults.Add(new FieldFault("from", "is after until", "is na de laatste dag"));
            if (last.DayNumber - first.DayNumber >= MaximumDays)
                faults.Add(new FieldFault(
                    "from", $"makes the period longer than {MaximumDays} days: ask for more than one report",
                    $"maakt de periode langer dan {MaximumDays} dagen: vraag meer dan één verslag"));
        }

        period = faults.Count == 0 ? new EvidencePeriod(first, last) : null;
        return faults;
    }

    private static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(BrusselsTime.Local(moment).DateTime);

    private static DateOnly? Read(string field, string? text, List<FieldFault> faults)
    {
        if (text is null)
            return null;
        if (!DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
            faults.Add(new FieldFault(field, "must be a day such as 2026-09-01", "is geen dag in de vorm 2026-09-01"));
        else if (day < Beginning)
            faults.Add(new FieldFault(field, "is before 2020-01-01", "is vóór 1 januari 2020"));
        return day >= Beginning ? day : null;
    }
}
