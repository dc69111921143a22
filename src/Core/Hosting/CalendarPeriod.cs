using NodaTime;
using NodaTime.Text;

namespace LeerId.Hosting;

/// <summary>An ISO 8601 duration of whole calendar units, such as <c>P3Y</c>: years are calendar years, not 365 days each.</summary>
public readonly record struct CalendarPeriod
{
    private readonly Period? _period;

    private CalendarPeriod(Period period) => _period = period;

    /// <summary>Reads years, months, weeks and days, none negative and not all zero, without a time of day.</summary>
    public static bool TryParse(string? text, out CalendarPeriod period)
    {
        period = default;
        if (text is null || PeriodPattern.Roundtrip.Parse(text) is not { Success: true, Value: var parsed })
            return false;
        bool valid = !parsed.HasTimeComponent && parsed is { Years: >= 0, Months: >= 0, Weeks: >= 0, Days: >= 0 } && !parsed.Equals(Period.Zero);
        period = valid ? new CalendarPeriod(parsed) : default;
        return valid;
    }

    /// <summary>The day this long after another; a day that does not exist becomes the last one of its month.</summary>
    public DateOnly AddTo(DateOnly day) => _period is null ? day : (LocalDate.FromDateOnly(day) + _period).ToDateOnly();

    /// <summary>The latest day whose term is over: what is of it or older is to go.</summary>
    /// <param name="today">The day it is.</param>
    public DateOnly LastExpired(DateOnly today)
    {
        // Months are of unequal length, so the way back can miss by up to three days: begin later and step back.
        DateOnly day = _period is null ? today : (LocalDate.FromDateOnly(today) - _period).ToDateOnly().AddDays(3);
        while (AddTo(day) >= today)
            day = day.AddDays(-1);
        return day;
    }
}
