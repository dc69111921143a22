using NodaTime;
using NodaTime.Text;

namespace LeerId.Calendar;

/// <summary>
/// A length of time in whole years, months, weeks and days, in the form of ISO 8601: <c>P3Y</c>. Addition follows the calendar: one year after 29 February
/// is 28 February in a year without 29 February.
/// </summary>
public readonly record struct CalendarPeriod
{
    // The limit is longer than any retention period, and short enough that no date overflows.
    private const int MaximumYears = 1000;

    private static readonly LocalDate Reference = new(2000, 1, 1);

    private readonly Period? _period;

    private CalendarPeriod(Period period) => _period = period;

    private Period Value => _period ?? throw new InvalidOperationException("The period has no length.");

    /// <summary>Reads a period of a day or more, without a time of day, of at most a thousand years; null for any other text.</summary>
    public static CalendarPeriod? Parse(string? text)
    {
        if (text is null || !PeriodPattern.Roundtrip.Parse(text).TryGetValue(Period.Zero, out Period parsed))
            return null;
        if (parsed.HasTimeComponent || parsed is { Years: < 0 } or { Months: < 0 } or { Weeks: < 0 } or { Days: < 0 } || parsed.Equals(Period.Zero))
            return null;
        if (parsed.Years > MaximumYears || parsed.Months > MaximumYears * 12 || parsed.Weeks > MaximumYears * 53 || parsed.Days > MaximumYears * 366
            || Reference + parsed > Reference.PlusYears(MaximumYears))
        {
            return null;
        }

        return new CalendarPeriod(parsed);
    }

    /// <summary>The day one period after a day.</summary>
    public DateOnly AddTo(DateOnly day) => (LocalDate.FromDateOnly(day) + Value).ToDateOnly();

    /// <summary>The latest day whose period has ended: the last day D for which D plus this period is before today.</summary>
    public DateOnly LastExpired(DateOnly today)
    {
        // Months differ in length, so subtraction can be off by some days in either direction.
        DateOnly day = (LocalDate.FromDateOnly(today) - Value).ToDateOnly();
        while (AddTo(day.AddDays(1)) < today)
            day = day.AddDays(1);
        while (AddTo(day) >= today)
            day = day.AddDays(-1);
        return day;
    }

    /// <summary>The period in the form of ISO 8601; empty for the default value.</summary>
    public override string ToString() => _period?.ToString() ?? "";
}
